import type { Delta, Effect, Point } from '@saola/kernel'
import { type CodeRef, contributionSchemas, type Job } from '@saola/sdk'
import { specOf } from './due.ts'
import type { Every, JobQueue } from './queue.ts'

type DeclaredJob = Job<CodeRef>

const DEFAULT_TIMEOUT = 30_000
/** The owner's own time limit comes first, as it names the plugin. */
const GRACE = 1_000

/**
 * `jobs`: work of a plugin on a schedule. While the plugin is off, nobody defines the job, so nothing is due.
 *
 * @param demo whether jobs of demonstrations run
 */
export function jobsPoint(queue: JobQueue, demo = false): Point<DeclaredJob> {
  return {
    id: 'jobs',
    schema: contributionSchemas.jobs,
    stage: 'serve',
    check: (delta) => current(delta).flatMap(([name, job]) => refusals(`${delta.owner.id}.${name}`, job)),
    apply: async (delta, scopeOf) => {
      for (const [name, job] of current(delta)) {
        const id = `${delta.owner.id}.${name}`
        if (job.demo && !demo) {
          await queue.unschedule(id)
          continue
        }
        const timeout = job.timeout ?? DEFAULT_TIMEOUT
        const off = await queue.define(
          id,
          ({ data, signal }) => delta.owner.invoke(job.run, [data], { what: `job ${name}`, timeout, signal }),
          // The next due moment is the retry; what went wrong stands among the faults of the module.
          { timeout: timeout + GRACE, retries: 0, keepDead: false },
        )
        scopeOf(name).add(off)
        await queue.schedule(id, everyOf(job))
      }
    },
    discard: async (all) => {
      for (const id of all.keys()) await queue.unschedule(id)
    },
  }
}

function current(delta: Delta<DeclaredJob>): [string, DeclaredJob][] {
  return [...delta.added, ...[...delta.changed].map(([name, { to }]): [string, DeclaredJob] => [name, to])]
}

function everyOf(job: DeclaredJob): Every {
  return job.cron === undefined ? { everySeconds: job.every ?? 0 } : { cron: job.cron }
}

function refusals(subject: string, job: DeclaredJob): Effect[] {
  const refuse = (vi: string, en: string): Effect[] => [
    { kind: 'refuses', point: 'jobs', subject, code: 'schedule-invalid', text: { vi, en } },
  ]
  if ((job.cron === undefined) === (job.every === undefined)) {
    return refuse('Cần đúng một trong hai: cron hoặc every', 'Exactly one of cron and every is needed')
  }
  try {
    specOf(everyOf(job))
    return []
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return refuse(`Lịch chạy không đúng: ${why}`, `The schedule is not valid: ${why}`)
  }
}
