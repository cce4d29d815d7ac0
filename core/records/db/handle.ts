import { AsyncLocalStorage } from 'node:async_hooks'
import type { Sql } from './db.ts'

/** Where a transaction is open. Only to refuse what would wait for itself: it never decides where a statement goes. */
const inside = new AsyncLocalStorage<{ open: boolean; of: symbol }>()

/** `of` stands for one opened database: a transaction on another one is no danger. */
export function refuseInsideTransaction(of: symbol): void {
  const store = inside.getStore()
  if (store?.open && store.of === of) {
    throw new Error('a transaction is open here: use its handle, or wait for its end')
  }
}

/** The handle of one open transaction over a raw connection; it dies with the transaction. */
export class TxHandle {
  readonly sql: Sql
  #open = true
  #running: Promise<unknown> | undefined

  constructor(raw: Sql) {
    const guard =
      <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (!this.#open) throw new Error('this transaction has ended: its handle is closed')
        if (this.#running) throw new Error('a statement of this transaction is still running: await each one')
        const running = call(...args)
        this.#running = running
        try {
          return await running
        } finally {
          this.#running = undefined
        }
      }
    this.sql = {
      all: guard((sql, params) => raw.all(sql, params)) as Sql['all'],
      get: guard((sql, params) => raw.get(sql, params)) as Sql['get'],
      rows: guard((sql, params) => raw.rows(sql, params)),
      run: guard((sql, params) => raw.run(sql, params)),
    }
  }

  /**
   * Runs the work of the transaction; resolves when it may be committed. A statement that nobody awaited is waited
   * for and then refused, so that it can reach neither a commit unseen nor a later transaction.
   */
  async run<T>(of: symbol, work: (tx: Sql) => Promise<T>, timeout: number): Promise<T> {
    const state = { open: true, of }
    let timer: NodeJS.Timeout | undefined
    try {
      const expired = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new Error(`a transaction took longer than ${timeout} ms and was rolled back`)),
          timeout,
        )
      })
      const result = await Promise.race([inside.run(state, () => work(this.sql)), expired])
      if (this.#running) throw new Error('a statement of the transaction was not awaited')
      return result
    } finally {
      clearTimeout(timer)
      state.open = false
      this.#open = false
      await this.#running?.catch(() => {})
    }
  }
}
