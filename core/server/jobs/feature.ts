import { defineFeature, type Feature } from '@saola/kernel'
import type { Db } from '@saola/records'
import { serviceRef } from '@saola/sdk'
import { type Measured, metricsRef } from '../observe/index.ts'
import { jobsPoint } from './jobs-point.ts'
import { type OpenQueueOptions, openQueue } from './open.ts'
import type { JobQueue, QueueCounts } from './queue.ts'

/** Background work of core features. */
export const jobsRef = serviceRef<JobQueue>('core.jobs')

export interface JobsFeatureOptions extends OpenQueueOptions {
  db: Db
  /** Whether jobs of demonstrations run. Default false. */
  demo?: boolean
  /** Milliseconds that running jobs get to finish when the process stops. Default 10,000. */
  stopLimit?: number
}

/** Opens the point `jobs` and provides the queue; takes jobs from its start to the end of the process. */
export function jobsFeature({ db, demo, stopLimit, onOutcome, ...options }: JobsFeatureOptions): Feature {
  return defineFeature({
    id: 'core-jobs',
    name: { vi: 'Tác vụ nền', en: 'Jobs' },
    start: async (ctx) => {
      const metrics = ctx.services.has(metricsRef) ? ctx.services.get(metricsRef) : undefined
      const queue = await openQueue(db, {
        onOutcome: (outcome) => {
          metrics?.job(outcome)
          onOutcome?.(outcome)
        },
        onError: quietly((error) => ctx.log.error('job queue', { error })),
        ...options,
      })
      ctx.services.provide(jobsRef, () => queue)
      metrics?.add(
        {
          name: 'saola_jobs',
          help: 'Jobs in the queue, by state (waiting, active, dead)',
          kind: 'gauge',
          labels: ['name', 'state'],
          read: async () => (await queue.counts()).flatMap(statesOf),
        },
        ctx.scope,
      )
      ctx.point(jobsPoint(queue, demo))
      await queue.start()
      return () => queue.stop(stopLimit)
    },
  })
}

function statesOf({ name, waiting, active, dead }: QueueCounts): Measured[] {
  return Object.entries({ waiting, active, dead }).map(([state, value]) => ({
    labels: { name, state },
    value,
  }))
}

/** A database that is away fails every look at the queue; the same words once in ten seconds are enough. */
function quietly(say: (error: string) => void): (error: unknown) => void {
  const said = new Map<string, number>()
  return (error) => {
    const text = String(error).slice(0, 500)
    const now = performance.now()
    if (now - (said.get(text) ?? Number.NEGATIVE_INFINITY) < 10_000) return
    if (said.size > 100) said.clear()
    said.set(text, now)
    say(text)
  }
}
