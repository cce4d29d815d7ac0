import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Filter } from '@saola/cql2'
import { type Effect, type Owner, type Point, Problem } from '@saola/kernel'
import { contributionSchemas, type Json, type Seed } from '@saola/sdk'
import type { Db, MigrationStep } from '../db/db.ts'
import { UniqueViolation } from '../db/problems.ts'
import type { FileBinder } from '../records/files.ts'
import type { Records } from '../records/records.ts'
import { pastProblem, readPast, takePast } from './past.ts'
import { type FindRecord, namesOwn, type PlantFiles, seedValues } from './values.ts'

/** Records made side by side: on SQLite they share a commit. */
const TOGETHER = 100

export const seedSteps: MigrationStep[] = [
  {
    id: 'seeds-1',
    sqlite: [
      `create table seed_record (model text not null, key text not null, at integer not null,
         primary key (model, key)) without rowid`,
      'create table seed_set (id text primary key, hash text not null, at integer not null) without rowid',
    ],
    postgres: [
      `create table seed_record (model text not null, key text not null, at bigint not null,
         primary key (model, key))`,
      'create table seed_set (id text primary key, hash text not null, at bigint not null)',
    ],
  },
]

/** Puts in the records that modules start with. What a person changed or deleted since is left alone. */
export class Seeds {
  readonly #db: Db
  readonly #records: Records
  readonly #clock: () => number
  readonly #demo: boolean
  readonly #files: () => FileBinder | undefined
  readonly #current = new Map<string, { owner: Owner; seed: Seed }>()

  constructor(
    db: Db,
    records: Records,
    clock: () => number,
    demo: boolean,
    files: () => FileBinder | undefined,
  ) {
    this.#db = db
    this.#records = records
    this.#clock = clock
    this.#demo = demo
    this.#files = files
  }

  point(): Point<Seed> {
    return {
      id: 'seeds',
      schema: contributionSchemas.seeds,
      stage: 'serve',
      check: ({ owner, added, changed }) => {
        const all = [...added, ...[...changed].map(([name, { to }]) => [name, to] as const)]
        return all.flatMap(([name, seed]) => keyless(owner, name, seed))
      },
      apply: async ({ owner, added, changed }, scopeOf) => {
        const all = [...added, ...[...changed].map(([name, { to }]) => [name, to] as const)]
        for (const [name, seed] of all) {
          scopeOf(name).set(this.#current, `${owner.id}.${name}`, { owner, seed })
          if (seed.kind === 'required' || this.#demo) await this.#plant(owner, name, seed)
        }
      },
    }
  }

  /** Puts in the seeds of all modules that are on, demo data too when asked for. Gives back how many records it made. */
  async plant({ demo }: { demo: boolean }): Promise<number> {
    let made = 0
    for (const [id, { owner, seed }] of this.#current) {
      if (seed.kind === 'demo' && !demo) continue
      made += await this.#plant(owner, id.slice(owner.id.length + 1), seed)
    }
    return made
  }

  async #plant(owner: Owner, name: string, seed: Seed): Promise<number> {
    const id = `${owner.id}.${name}`
    const hash = createHash('sha256').update(JSON.stringify(seed.records)).digest('hex')
    const done = () => this.#db.read.get('select 1 from seed_set where id = ? and hash = ?', [id, hash])
    if (await done()) return 0
    return this.#db.lock(`seed:${id}`, async () => {
      if (await done()) return 0
      let made = 0
      for (const [model, { key, values }] of Object.entries(seed.records)) {
        const others = values.filter((record) => !namesOwn(record, model))
        const namers = values.filter((record) => namesOwn(record, model))
        made += await this.#plantModel(`${owner.id}.${model}`, owner, key, others)
        made += await this.#plantModel(`${owner.id}.${model}`, owner, key, namers)
      }
      const sql = `insert into seed_set (id, hash, at) values (?, ?, ?)
         on conflict (id) do update set hash = excluded.hash, at = excluded.at`
      await this.#db.atomic([{ sql, params: [id, hash, this.#clock()] }])
      return made
    })
  }

  async #plantModel(
    model: string,
    owner: Owner,
    key: string,
    values: Seed['records'][string]['values'],
  ): Promise<number> {
    const repository = this.#records.trusted(model, { id: `plugin:${owner.id}`, unit: null, seeding: true })
    const find = this.#finder(owner)
    const plant = this.#planter(owner)
    const known = await this.#known(model)
    const wanted = values.filter((record) => !known.has(String(record[key])))
    for (let at = 0; at < wanted.length; at += TOGETHER) {
      const some = wanted.slice(at, at + TOGETHER)
      // A crash may have come between a record and its entry here.
      const keys = some.map((record) => record[key] as string)
      const filter = { op: 'in', args: [{ property: key }, keys] } as const
      const there = new Set(
        (await repository.list({ filter, limit: 500, fields: [key] })).items.map((item) => item[key]),
      )
      const missing = some.filter((record) => !there.has(record[key]))
      const now = this.#clock()
      await Promise.all(
        missing.map(async (record) => {
          const { values, past } = takePast(record)
          const read = (given: Record<string, Json>) => seedValues(given, now, find, plant)
          if (!past.history && !past.comments) return repository.create(await read(values))
          const fallback = { at: new Date(now).toISOString(), by: `plugin:${owner.id}` }
          return repository.plant(await read(values), await readPast(past, read, fallback))
        }),
      )
      await Promise.all(keys.map((value) => this.#remember(model, String(value))))
    }
    return wanted.length
  }

  /** One question for each record that seeds name, however many name it. */
  #finder(owner: Owner): FindRecord {
    const found = new Map<string, Promise<string | null>>()
    return (model, where) => {
      const key = JSON.stringify([model, where])
      const args = Object.entries(where).map(
        ([property, value]): Filter => ({ op: '=', args: [{ property }, value as string] }),
      )
      const [only] = args
      const filter: Filter | undefined = args.length > 1 ? { op: 'and', args } : only
      const look = async () => {
        const records = this.#records.trusted(`${owner.id}.${model}`, {
          id: `plugin:${owner.id}`,
          unit: null,
        })
        const page = await records.list({ filter, limit: 1 })
        return page.items[0]?.id ?? null
      }
      const asked = found.get(key) ?? look()
      found.set(key, asked)
      return asked
    }
  }

  /** Files that the manifest of the package names, and no others. */
  #planter(owner: Owner): PlantFiles {
    const contents = new Map<string, Promise<Uint8Array>>()
    const read = async (path: string): Promise<Uint8Array> => {
      if (!owner.dir || !Object.hasOwn(owner.manifest.files, path))
        throw new Error(`the package of ${owner.id} has no file ${path.slice(0, 120)}`)
      return readFile(join(owner.dir, path))
    }
    return async (paths) => {
      const pictures = await Promise.all(
        paths.map(async (path) => {
          const bytes = contents.get(path) ?? read(path)
          contents.set(path, bytes)
          return { name: basename(path), bytes: await bytes, owner: `plugin:${owner.id}` }
        }),
      )
      const binder = this.#files()
      if (!binder?.plant)
        throw new Problem('files-unavailable', 503, 'This centre keeps no files.', { culprit: owner.id })
      return (await binder.plant(pictures)).map(({ id }) => ({ id }))
    }
  }

  async #known(model: string): Promise<Set<string>> {
    const rows = await this.#db.read.all<{ key: string }>('select key from seed_record where model = ?', [
      model,
    ])
    return new Set(rows.map(({ key }) => key))
  }

  async #remember(model: string, key: string): Promise<void> {
    const sql = 'insert into seed_record (model, key, at) values (?, ?, ?)'
    try {
      await this.#db.atomic([{ sql, params: [model, key, this.#clock()] }])
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error
    }
  }
}

function keyless(owner: Owner, name: string, { records }: Seed): Effect[] {
  return Object.entries(records).flatMap(([model, { key, values }]): Effect[] => {
    const keys = values.map((record) => record[key])
    const wrong = values.map(pastProblem).find((one) => one !== undefined)
    if (wrong !== undefined) {
      const text = {
        vi: `Lịch sử trong dữ liệu ban đầu của “${model}” không đúng: ${wrong}.`,
        en: `The past in the seed of “${model}” is not valid: ${wrong}.`,
      }
      return [{ kind: 'refuses', point: 'seeds', subject: `${owner.id}.${name}`, text, code: 'seed-invalid' }]
    }
    const usable = keys.every((value) => typeof value === 'string' || typeof value === 'number')
    if (usable && new Set(keys).size === keys.length) return []
    const text = {
      vi: `Dữ liệu ban đầu của “${model}” cần giá trị “${key}” riêng cho từng bản ghi.`,
      en: `The seed of “${model}” needs a value of “${key}” of its own for each record.`,
    }
    return [{ kind: 'refuses', point: 'seeds', subject: `${owner.id}.${name}`, text, code: 'seed-invalid' }]
  })
}
