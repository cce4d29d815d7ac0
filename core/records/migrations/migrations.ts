import type { Owner, Point } from '@saola/kernel'
import { type CodeRef, contributionSchemas, type Migration } from '@saola/sdk'
import type { Db, MigrationStep } from '../db/db.ts'

type Step = Migration<CodeRef>

/** Milliseconds that one migration may take. */
const LIMIT = 600_000

export const migrationSteps: MigrationStep[] = [
  {
    id: 'plugin-migrations-1',
    sqlite: [
      `create table plugin_migration (plugin text not null, name text not null, phase text not null, version text not null,
         at integer not null, primary key (plugin, name)) without rowid`,
    ],
    postgres: [
      `create table plugin_migration (plugin text not null, name text not null, phase text not null, version text not null,
         at bigint not null, primary key (plugin, name))`,
    ],
  },
]

/** Runs changes of data that a plugin brings: each once in the life of the data, one process at a time. */
export class Migrations {
  readonly #db: Db
  readonly #clock: () => number
  /** What is to be done once a plugin has started. */
  readonly #contracts = new Map<string, { owner: Owner; steps: [string, Step][] }>()

  constructor(db: Db, clock: () => number) {
    this.#db = db
    this.#clock = clock
  }

  /** The point `migrations`. Those of the phase `contract` wait for {@link contract}. */
  point(): Point<Step> {
    return {
      id: 'migrations',
      schema: contributionSchemas.migrations,
      stage: 'data',
      after: ['models'],
      apply: async ({ owner, added, changed }, scopeOf) => {
        const all = [...added, ...[...changed].map(([name, { to }]) => [name, to] as const)] as [
          string,
          Step,
        ][]
        await this.#run(owner, ordered(all, 'expand'))
        const waiting = ordered(all, 'contract')
        if (waiting.length === 0) return
        const entry = { owner, steps: waiting }
        for (const [name] of waiting) scopeOf(name).set(this.#contracts, owner.id, entry)
      },
      discard: async (all, fate) => {
        if (fate !== 'purge') return
        for (const id of all.keys()) {
          const [plugin = '', name = ''] = id.split('.')
          const sql = 'delete from plugin_migration where plugin = ? and name = ?'
          await this.#db.atomic([{ sql, params: [plugin, name] }])
        }
      },
    }
  }

  /** Runs what waits for a plugin's start. A failure is noted as a fault of the plugin and tried again next time. */
  async contract(plugin: string): Promise<void> {
    const waiting = this.#contracts.get(plugin)
    if (!waiting) return
    this.#contracts.delete(plugin)
    try {
      await this.#run(waiting.owner, waiting.steps)
    } catch (error) {
      waiting.owner.fault('migration', error)
    }
  }

  /** Plugins with something to do after their start. */
  get waiting(): string[] {
    return [...this.#contracts.keys()]
  }

  async #run(owner: Owner, steps: [string, Step][]): Promise<void> {
    if (steps.length === 0 || (await this.#done(owner, steps))) return
    await this.#db.lock(`migrate:${owner.id}`, async (signal) => {
      for (const [name, { run, phase }] of steps) {
        signal.throwIfAborted()
        if (await this.#done(owner, [[name, { run, phase, order: 0 }]])) continue
        // A crash in between runs it again: that is why a migration must be safe to repeat.
        await owner.invoke(run, [], { what: `migration ${name}`, timeout: LIMIT, signal })
        const sql = `insert into plugin_migration (plugin, name, phase, version, at) values (?, ?, ?, ?, ?)
           on conflict (plugin, name) do nothing`
        await this.#db.atomic([{ sql, params: [owner.id, name, phase, owner.version, this.#clock()] }])
      }
    })
  }

  async #done(owner: Owner, steps: [string, Step][]): Promise<boolean> {
    const sql = 'select name from plugin_migration where plugin = ?'
    const rows = await this.#db.read.all<{ name: string }>(sql, [owner.id])
    const done = new Set(rows.map(({ name }) => name))
    return steps.every(([name]) => done.has(name))
  }
}

function ordered(steps: [string, Step][], phase: Step['phase']): [string, Step][] {
  return steps
    .filter(([, step]) => step.phase === phase)
    .sort(([a, one], [b, other]) => one.order - other.order || (a < b ? -1 : 1))
}
