import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

/** One question to a reader thread. */
export interface Question {
  id: number
  sql: string
  params: unknown[]
  arrays: boolean
}

/** One part of its answer; the last one says so. */
export interface Answer {
  id: number
  rows: unknown[]
  last: boolean
  error?: { message: string; code: string }
}

// Rows travel in parts, so that neither side holds a large result twice.
const PART = 1_000

const port = parentPort
if (port) {
  const db = new Database((workerData as { file: string }).file, { readonly: true })
  db.pragma('busy_timeout = 5000')
  port.on('message', ({ id, sql, params, arrays }: Question) => {
    try {
      const statement = db.prepare(sql)
      if (arrays) statement.raw()
      let rows: unknown[] = []
      for (const row of statement.iterate(...params)) {
        rows.push(row)
        if (rows.length === PART) {
          port.postMessage({ id, rows, last: false } satisfies Answer)
          rows = []
        }
      }
      port.postMessage({ id, rows, last: true } satisfies Answer)
    } catch (cause) {
      const { message, code } = cause as { message: string; code?: string }
      port.postMessage({ id, rows: [], last: true, error: { message, code: code ?? '' } } satisfies Answer)
    }
  })
}
