/** A value that both drivers take as a parameter. Lists are for PostgreSQL arrays only. */
export type SqlValue = string | number | bigint | boolean | null | Uint8Array | readonly SqlValue[]

/**
 * Runs SQL. It is written once for both databases with `?` placeholders; statements are prepared and cached by
 * their text, so keep values out of it. A literal question mark is written `??`.
 */
export interface Sql {
  /** Rows as objects by column name. */
  all<T = Record<string, unknown>>(sql: string, params?: readonly SqlValue[]): Promise<T[]>
  /** The first row, or undefined. */
  get<T = Record<string, unknown>>(sql: string, params?: readonly SqlValue[]): Promise<T | undefined>
  /** Rows as arrays in the order of the columns; cheaper than objects. */
  rows(sql: string, params?: readonly SqlValue[]): Promise<unknown[][]>
  /** A statement that changes something. Refused by handles that only read. */
  run(sql: string, params?: readonly SqlValue[]): Promise<{ changes: number }>
}

export interface Step {
  sql: string
  params: readonly SqlValue[]
}

export interface TxOptions {
  /** Milliseconds until the transaction is rolled back and its handle closed. Default 30,000. */
  timeout?: number
}

/** SQL of one step of a feature's own schema, per database. Steps are never edited once released, only added. */
export interface MigrationStep {
  id: string
  sqlite: string[]
  postgres: string[]
}

/** One database, SQLite or PostgreSQL. */
export interface Db {
  readonly dialect: 'sqlite' | 'postgres'
  /** Short reads: one row by key, one page of a list. Sees what is committed, never an open transaction. */
  readonly read: Sql
  /** Reads that may take long (counts, aggregates): reader threads on SQLite, a small pool of its own on PostgreSQL. */
  readonly heavy: Sql
  /**
   * One transaction. Only the handle works inside it; statements on it are awaited one by one. A handle used after
   * the end, or in parallel, throws; a second `tx` or `atomic` begun inside throws too, as it would wait for itself.
   */
  tx<T>(work: (tx: Sql) => Promise<T>, options?: TxOptions): Promise<T>
  /**
   * Statements that belong together and are known beforehand: cheaper than `tx`, and on SQLite several callers share
   * one flush to disk. When the first changes no row, nothing is done and the answer is false.
   */
  atomic(steps: readonly Step[]): Promise<boolean>
  /** Brings a feature's own tables up to date; each step once, whichever process comes first. */
  migrate(feature: string, steps: readonly MigrationStep[]): Promise<void>
  /**
   * Calls back soon after another process may have written (SQLite: within 250 ms; PostgreSQL: at its notice, and
   * once a second in case one is lost). Gives back what ends it.
   */
  onForeignChange(callback: () => void): () => void
  /** Tells other processes now. Writes do this by themselves. */
  notify(): void
  /**
   * Runs `work` while no other process or caller holds the same name. The signal aborts when the lock is lost, for
   * example with the connection.
   */
  lock<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** `postgres://user:password@host/database`. */
  url?: string
  /** SQLite file; made when missing. Used when there is no `url`. */
  file?: string
  /** Milliseconds since 1970. */
  clock?: () => number
  /** Largest number of PostgreSQL connections for ordinary work. Default 10. */
  connections?: number
  /** Called with what went wrong in the background, for example a lost listening connection. */
  onError?: (error: unknown) => void
}
