import { defineFeature, type Feature } from '@saola/kernel'
import type { Db } from '@saola/records'
import { serviceRef } from '@saola/sdk'
import { jobsPoint } from './jobs-point.ts'
import { type OpenQueueOptions, openQueue } from './open.ts'
import type { JobQueue } from './queue.ts'

/** Background work of core features. */
export const jobsRef = serviceRef<JobQueue>('core.jobs')

export interface JobsFeatureOptions extends OpenQueueOptions {
  db: Db
  /** Milliseconds that running jobs get to finish when the process stops. Default 10,000. */
  stopLimit?: number
}

/** Opens the point `jobs` and provides the queue; takes jobs from its start to the end of the process. */
export function jobsFeature({ db, stopLimit, ...options }: JobsFeatureOptions): Feature {
  return defineFeature({
    id: 'core-jobs',
    name: { vi: 'Tác vụ nền', en: 'Jobs' },
    start: async (ctx) => {
      const queue = await openQueue(db, {
        onError: (error) => ctx.log.error('job queue', { error: String(error) }),
        ...options,
      })
      ctx.services.provide(jobsRef, () => queue)
      ctx.point(jobsPoint(queue))
      await queue.start()
      return () => queue.stop(stopLimit)
    },
  })
}
