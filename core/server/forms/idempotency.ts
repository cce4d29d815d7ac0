import { createHash } from 'node:crypto'
import { Problem } from '@saola/kernel'
import type { Db, MigrationStep } from '@saola/records'
import type { Json } from '@saola/sdk'

const make = (size: string) => [
  `create table core_idempotency (
    key text primary key,
    request text not null,
    state text not null,
    answer text,
    created ${size} not null
  )`,
  'create index core_idempotency_created on core_idempotency (created)',
]
const STEPS: MigrationStep[] = [{ id: 'idempotency', sqlite: make('integer'), postgres: make('bigint') }]

/** Milliseconds that an answer is remembered. */
const REMEMBERED = 86_400_000
/** Milliseconds after which a request that never ended, because its process died, may be made anew. */
const ABANDONED = 60_000
/** Milliseconds that a twin waits for the first one. */
const PATIENCE = 15_000

/** An answer as it is remembered. */
export interface KeptAnswer {
  status: number
  headers: Record<string, string>
  body?: Json
}

interface Row {
  request: string
  state: 'running' | 'done'
  answer: string | null
  created: number
}

/**
 * `Idempotency-Key`: the same request again, also at the same moment and at another process, is done once and gets the
 * same answer. Only what succeeded is remembered; a refused request may be mended and sent again.
 */
export class Idempotency {
  readonly #db: Db
  readonly #clock: () => number
  readonly #running = new Map<string, { request: string; answer: Promise<KeptAnswer | undefined> }>()
  #sweptAt = 0

  private constructor(db: Db, clock: () => number) {
    this.#db = db
    this.#clock = clock
  }

  static async open(db: Db, clock: () => number = Date.now): Promise<Idempotency> {
    await db.migrate('idempotency', STEPS)
    return new Idempotency(db, clock)
  }

  /** Runs `work` unless the key is known. Throws `idempotency-mismatch` when the key came with another body. */
  async once(
    door: string,
    given: string,
    body: unknown,
    work: () => Promise<KeptAnswer>,
  ): Promise<KeptAnswer> {
    if (!/^[\x21-\x7e]{8,200}$/.test(given)) {
      throw new Problem(
        'idempotency-key-invalid',
        400,
        'Idempotency-Key must be 8 to 200 printable characters',
      )
    }
    const key = digest(`${door}\n${given}`)
    const request = digest(JSON.stringify(body ?? null))
    const until = performance.now() + PATIENCE
    for (;;) {
      let current = this.#running.get(key)
      if (!current) {
        const answer = this.#attempt(key, request, work).finally(() => this.#running.delete(key))
        current = { request, answer }
        this.#running.set(key, current)
      }
      if (current.request !== request) throw mismatch()
      const answer = await current.answer
      if (answer) return answer
      // Another process has it: its answer, or its end, shows in the table.
      if (performance.now() > until) throw busy()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** Undefined while another process works on the same key. */
  async #attempt(
    key: string,
    request: string,
    work: () => Promise<KeptAnswer>,
  ): Promise<KeptAnswer | undefined> {
    await this.#sweep()
    const now = this.#clock()
    const known = await this.#db.tx(async (tx) => {
      const row = await tx.get<Row>(
        'select request, state, answer, created from core_idempotency where key = ?',
        [key],
      )
      const age = row ? now - Number(row.created) : 0
      if (row && age < (row.state === 'done' ? REMEMBERED : ABANDONED)) return row
      if (row) await tx.run('delete from core_idempotency where key = ?', [key])
      const { changes } = await tx.run(
        `insert into core_idempotency (key, request, state, created) values (?, ?, 'running', ?)
         on conflict (key) do nothing`,
        [key, request, now],
      )
      return changes > 0 ? undefined : 'taken'
    })
    if (known === 'taken') return undefined
    if (known) {
      if (known.request !== request) throw mismatch()
      return known.answer === null ? undefined : (JSON.parse(known.answer) as KeptAnswer)
    }
    try {
      const answer = await work()
      const kept = answer.status < 300 ? JSON.stringify(answer) : undefined
      if (kept === undefined) await this.#forget(key)
      else await this.#keep(key, kept)
      return answer
    } catch (error) {
      await this.#forget(key)
      throw error
    }
  }

  async #keep(key: string, answer: string): Promise<void> {
    const sql = "update core_idempotency set state = 'done', answer = ? where key = ?"
    await this.#db.tx((tx) => tx.run(sql, [answer, key]))
  }

  async #forget(key: string): Promise<void> {
    await this.#db.tx((tx) => tx.run('delete from core_idempotency where key = ?', [key]))
  }

  /** Once an hour, by whoever comes. */
  async #sweep(): Promise<void> {
    const now = this.#clock()
    if (now - this.#sweptAt < 3_600_000) return
    this.#sweptAt = now
    await this.#db.tx((tx) => tx.run('delete from core_idempotency where created < ?', [now - REMEMBERED]))
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

function mismatch(): Problem {
  return new Problem('idempotency-mismatch', 422, 'This Idempotency-Key came with another body before')
}

function busy(): Problem {
  return new Problem('rate-limited', 429, 'The same request is still being worked on', {
    extra: { retryAfter: 5 },
  })
}
