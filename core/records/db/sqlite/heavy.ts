import { Worker } from 'node:worker_threads'
import type { Sql, SqlValue } from '../db.ts'
import type { Answer, Question } from './heavy-worker.ts'
import { translate } from './writer.ts'

interface Waiting {
  rows: unknown[]
  done: (rows: unknown[]) => void
  fail: (error: unknown) => void
}

interface Thread {
  worker: Worker
  waiting: Map<number, Waiting>
}

const script = new URL(
  import.meta.url.endsWith('.ts') ? './heavy-worker.ts' : './heavy-worker.js',
  import.meta.url,
)

/** Reader threads on one SQLite file, started at the first use. Each question goes to the least busy one. */
export class HeavyReaders {
  readonly sql: Sql
  readonly #file: string
  readonly #size: number
  readonly #threads: Thread[] = []
  #count = 0
  #closed = false

  constructor(file: string, size = 2) {
    this.#file = file
    this.#size = size
    this.sql = {
      all: (sql, params) => this.#ask(sql, params, false) as Promise<never[]>,
      get: async (sql, params) => (await this.#ask(sql, params, false))[0] as never,
      rows: (sql, params) => this.#ask(sql, params, true) as Promise<unknown[][]>,
      run: async () => {
        throw new Error('this handle only reads: write inside tx or atomic')
      },
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()))
  }

  #ask(sql: string, params: readonly SqlValue[] = [], arrays: boolean): Promise<unknown[]> {
    return new Promise((done, fail) => {
      if (this.#closed) return fail(new Error('the database is closed'))
      const thread = this.#pick()
      const id = ++this.#count
      thread.waiting.set(id, { rows: [], done, fail })
      // Only while somebody waits does a reader keep the process alive.
      thread.worker.ref()
      const bound = params.map((value) => (typeof value === 'boolean' ? Number(value) : value))
      thread.worker.postMessage({ id, sql, params: bound, arrays } satisfies Question)
    })
  }

  #pick(): Thread {
    const idle = this.#threads.find((thread) => thread.waiting.size === 0)
    if (idle) return idle
    if (this.#threads.length < this.#size) return this.#start()
    return this.#threads.reduce((least, thread) =>
      thread.waiting.size < least.waiting.size ? thread : least,
    )
  }

  #start(): Thread {
    const worker = new Worker(script, { workerData: { file: this.#file } })
    const thread: Thread = { worker, waiting: new Map() }
    worker.on('message', (answer: Answer) => {
      const waiting = thread.waiting.get(answer.id)
      if (!waiting) return
      waiting.rows.push(...answer.rows)
      if (!answer.last) return
      thread.waiting.delete(answer.id)
      if (thread.waiting.size === 0) worker.unref()
      if (answer.error) waiting.fail(translate(Object.assign(new Error(answer.error.message), answer.error)))
      else waiting.done(waiting.rows)
    })
    const lost = (error: unknown) => {
      const at = this.#threads.indexOf(thread)
      if (at >= 0) this.#threads.splice(at, 1)
      for (const waiting of thread.waiting.values()) waiting.fail(error)
      thread.waiting.clear()
    }
    worker.on('error', lost)
    worker.on('exit', () => lost(new Error('a reader thread ended')))
    worker.unref()
    this.#threads.push(thread)
    return thread
  }
}
