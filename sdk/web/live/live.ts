import type { AnyRecord } from '@saola/sdk'
import type { StreamStatus } from './host.ts'
import type { ProblemError } from './problem.ts'
import type { RecordEvent } from './ui-document.ts'

/** A plain value, or a function that reads one from a signal. */
export type Maybe<T> = T | (() => T)

/** How true a piece of live data is now. */
export interface LiveState {
  /** Nothing has come yet. */
  readonly loading: boolean
  /** The last attempt failed; what came before, if anything, is still there. */
  readonly error: ProblemError | undefined
  /** The event stream is cut or the last attempt failed: what is shown may be old. */
  readonly stale: boolean
  /** When it was last known to be true, milliseconds since 1970; null when never. */
  readonly at: number | null
  /** Reads anew. */
  refresh(): void
}

/** The record that an event is about. */
export function readChange(event: RecordEvent): { record: AnyRecord; deleted: boolean } | undefined {
  const data = event.data
  // What a comment carries is no record.
  if (event.type.endsWith('.commented')) return undefined
  if (typeof data !== 'object' || data === null || Array.isArray(data) || typeof data.id !== 'string')
    return undefined
  return { record: data as unknown as AnyRecord, deleted: event.type.endsWith('.deleted') }
}

/** As long as the stream is open, silence means that nothing changed. */
export function lastTrue(fetched: number | null, stream: StreamStatus): number | null {
  if (fetched === null) return null
  return stream.at === null ? fetched : Math.max(fetched, stream.at)
}

/** The value itself, whichever way it was given. */
export function read<T>(value: Maybe<T>): T {
  return typeof value === 'function' ? (value as () => T)() : value
}

/** Runs at the beginning of each minute, so also at midnight; gives back what stops it. */
export function everyMinute(now: () => number, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  // A little late, and not all screens of a centre at once.
  const wait = () => 60_000 - (now() % 60_000) + 50 + Math.random() * 450
  const next = () => {
    timer = setTimeout(() => {
      run()
      next()
    }, wait())
  }
  next()
  return () => clearTimeout(timer)
}
