import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises'
import type { Sql, Step, TxOptions } from '../db.ts'
import { TxHandle } from '../handle.ts'
import { codeOf, UniqueViolation, unavailable } from '../problems.ts'
import type { Connection } from './connection.ts'

interface Group {
  steps: readonly Step[]
  done: (changed: boolean) => void
  fail: (error: unknown) => void
}

type Work = Group | { run: () => Promise<void> }

/** Milliseconds that a writer waits for another process before it gives up. */
const BUSY_LIMIT = 10_000
/** Milliseconds that one shared commit may gather changes while it holds the event loop. */
const GROUP_LIMIT = 10

/**
 * Everything that writes to one SQLite file from this process, in the order it was asked for. Changes known
 * beforehand that wait together share one transaction, each inside its own savepoint: they run in one go without
 * giving up the event loop, so nothing can come between, and none is acknowledged before the common commit.
 */
export class Writer {
  /** Stands for this database in its transactions. */
  readonly of = Symbol('database')
  readonly #connection: Connection
  readonly #queue: Work[] = []
  #draining = false
  #closed = false

  constructor(connection: Connection) {
    this.#connection = connection
  }

  atomic(steps: readonly Step[]): Promise<boolean> {
    return new Promise((done, fail) => this.#enqueue({ steps, done, fail }))
  }

  tx<T>(work: (tx: Sql) => Promise<T>, { timeout = 30_000 }: TxOptions = {}): Promise<T> {
    return new Promise((done, fail) => {
      this.#enqueue({ run: () => this.#transaction(work, timeout).then(done, fail) })
    })
  }

  /** Resolves when all that was asked for before is finished; refuses what comes later. */
  async close(): Promise<void> {
    await new Promise<void>((done) => {
      this.#enqueue({ run: async () => done() })
      this.#closed = true
    })
  }

  #enqueue(work: Work): void {
    if (this.#closed) throw new Error('the database is closed')
    this.#queue.push(work)
    if (this.#draining) return
    this.#draining = true
    // What the same turn of the event loop asks for goes into one commit.
    setImmediate(() => void this.#drain())
  }

  async #drain(): Promise<void> {
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      if ('run' in next) {
        this.#queue.shift()
        await next.run()
      } else {
        await this.#group()
      }
      // Others get their turn however long the queue is.
      if (this.#queue.length > 0) await turn()
    }
    this.#draining = false
  }

  async #transaction<T>(work: (tx: Sql) => Promise<T>, timeout: number): Promise<T> {
    await this.#begin()
    try {
      const result = await new TxHandle(this.#connection.sql).run(this.of, work, timeout)
      this.#connection.run('COMMIT')
      return result
    } catch (error) {
      this.#rollback()
      throw translate(error)
    }
  }

  async #group(): Promise<void> {
    const taken: Group[] = []
    const settled: { group: Group; changed?: boolean; error?: unknown }[] = []
    try {
      await this.#begin()
      const until = performance.now() + GROUP_LIMIT
      for (let next = this.#queue[0]; next && !('run' in next); next = this.#queue[0]) {
        taken.push(next)
        this.#queue.shift()
        settled.push(this.#runOne(next))
        if (performance.now() > until) break
      }
      this.#connection.run('COMMIT')
    } catch (error) {
      this.#rollback()
      // Without a begin nothing was taken: the first in line learns why.
      if (taken.length === 0) taken.push(this.#queue.shift() as Group)
      for (const group of taken) group.fail(translate(error))
      return
    }
    for (const { group, changed, error } of settled) {
      if (error !== undefined) group.fail(translate(error))
      else group.done(changed === true)
    }
  }

  #runOne(group: Group): { group: Group; changed?: boolean; error?: unknown } {
    const connection = this.#connection
    connection.run('SAVEPOINT one')
    try {
      const changed = runSteps(connection, group.steps)
      connection.run('RELEASE one')
      return { group, changed }
    } catch (error) {
      // A full disk ends the whole transaction by itself: then there is nothing left to roll back to.
      if (!connection.raw.inTransaction) throw error
      connection.run('ROLLBACK TO one')
      connection.run('RELEASE one')
      return { group, error }
    }
  }

  async #begin(): Promise<void> {
    const giveUp = performance.now() + BUSY_LIMIT
    for (let wait = 2; ; wait = Math.min(wait * 2, 50)) {
      try {
        this.#connection.run('BEGIN IMMEDIATE')
        return
      } catch (error) {
        if (!codeOf(error).startsWith('SQLITE_BUSY') || performance.now() > giveUp) throw translate(error)
        await delay(wait)
      }
    }
  }

  #rollback(): void {
    if (this.#connection.raw.inTransaction) this.#connection.run('ROLLBACK')
  }
}

function runSteps(connection: Connection, steps: readonly Step[]): boolean {
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at] as Step
    const changes = connection.run(step.sql, step.params)
    if (at === 0 && changes === 0) return false
  }
  return true
}

export function translate(error: unknown): unknown {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return new UniqueViolation(message.replace(/^UNIQUE constraint failed: /, ''), error)
  }
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') {
    return unavailable('Another process holds the database. Try again shortly.', error, 1)
  }
  if (code === 'SQLITE_FULL') return unavailable('The disk of the database is full.', error, 30)
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN') {
    return unavailable('The database file cannot be read or written.', error)
  }
  return error
}
