import type { Json } from '@saola/sdk'

/** One attempt at a job. */
export interface JobRun {
  id: string
  name: string
  data: Json
  /** Counts attempts from 1, also those that died with their process. */
  attempt: number
  /** Aborts at the time limit and when the process stops before the job has ended. */
  signal: AbortSignal
}

export type JobHandler = (run: JobRun) => Promise<void>

export interface JobOptions {
  /** Longest run in milliseconds; then the attempt has failed. Default 30,000. */
  timeout?: number
  /** Further attempts after a failure. An attempt that died with its process is redone once more in any case. Default 2. */
  retries?: number
  /** Milliseconds before the first retry, doubled each time; whole seconds on PostgreSQL. Default 1,000. */
  backoff?: number
  /** Jobs of this name at a time in this process. Default 1. */
  concurrency?: number
  /** Keep what failed for good among the dead letters. Default true. */
  keepDead?: boolean
}

export interface SendOptions {
  /** At most one job of this name and key waits or runs at a time; a second one is refused with null. */
  key?: string
  /** Not before this moment, milliseconds since 1970. */
  startAfter?: number
}

/** Five-field cron in UTC, or a number of whole seconds. */
export type Every = { cron: string } | { everySeconds: number }

export interface DeadJob {
  id: string
  name: string
  data: Json
  error: string
  /** RFC 3339, UTC. */
  failedAt: string
}

export interface QueueCounts {
  name: string
  waiting: number
  active: number
  dead: number
}

/** What happened to an attempt, for logs and metrics. */
export interface JobOutcome {
  name: string
  outcome: 'done' | 'retry' | 'dead'
  ms: number
  error?: unknown
}

/** Work that survives the process: on SQLite in a table of ours, on PostgreSQL in pg-boss. */
export interface JobQueue {
  /**
   * Takes jobs of this name in this process. A later definition of the same name replaces it; the function given
   * back ends this one only. What runs goes on.
   */
  define(name: string, handler: JobHandler, options?: JobOptions): Promise<() => Promise<void>>
  /** Gives back the id, or null when the key is taken. */
  send(name: string, data: Json, options?: SendOptions): Promise<string | null>
  /**
   * Sends a job `{ scheduledAt }` at each due moment, once across all processes, while some process defines the
   * name. Moments that passed unserved lead to one run. A run that is still going on when the next is due is not
   * doubled. The schedule is kept when the process ends.
   */
  schedule(name: string, every: Every): Promise<void>
  unschedule(name: string): Promise<void>
  /** Newest first, at most 100. */
  dead(): Promise<DeadJob[]>
  counts(): Promise<QueueCounts[]>
  start(): Promise<void>
  /** Takes nothing more and waits for what runs; after `limit` milliseconds (default 10,000) aborts it and hands it back. */
  stop(limit?: number): Promise<void>
}

export const DEFAULTS: Required<JobOptions> = {
  timeout: 30_000,
  retries: 2,
  backoff: 1_000,
  concurrency: 1,
  keepDead: true,
}
