import type { Filter } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type { AnyRecord, ListQuery, RecordPage } from '@saola/sdk'
import type { Builder, BuiltTable, Statement } from '../build/builder.ts'
import type { Db, SqlValue } from '../db/db.ts'
import { UniqueViolation } from '../db/problems.ts'
import { planIndexes } from '../models/ddl.ts'
import { DELETED_AT, type Field, type Model } from '../models/model.ts'
import { encodeField, reader, type Values, writer } from './codec.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { readFilter, splitFilter } from './filter.ts'
import { cursorParams, cursorShape, keyValues, orderKey, orderOf } from './order.ts'
import { Statements } from './statements.ts'
import { type Validator, validator } from './validate.ts'

/** What one change made of a record. */
export interface Revision {
  version: number
  /** Actor id. */
  actor: string
  at: string
  kind: 'create' | 'update' | 'delete'
  /** The whole record of a `create`, the changed fields of an `update`, null for a `delete`. */
  data: Record<string, unknown> | null
}

/** Who writes: the actor's id and the unit that new records belong to. */
export interface Author {
  id: string
  unit: string | null
}

export interface StoreParts {
  db: Db
  builder: Builder
  revisions: BuiltTable
  events: BuiltTable
  clock: () => number
  newId: () => string
  /** Called after each change was committed here. */
  committed: () => void
}

/** How often an update without `ifVersion` starts again because somebody was faster. */
const ATTEMPTS = 20
const LIMIT = 500
/** Milliseconds that a page may hold the event loop on SQLite; a list that took longer goes to the reader threads. */
const SLOW = 15

/** The records of one model on one database, without rights: those are checked before. */
export class Store {
  readonly model: Model
  readonly #parts: StoreParts
  readonly #statements: Statements
  readonly #validator: Validator
  readonly #all: readonly Field[]
  readonly #read: (row: unknown[]) => Values
  readonly #write: (record: Values) => SqlValue[]
  readonly #source: string
  readonly #slow = new WeakSet<Statement>()

  constructor(model: Model, parts: StoreParts) {
    this.model = model
    this.#parts = parts
    this.#all = [...model.fields.values()]
    this.#statements = new Statements(parts.builder, model, parts.revisions, parts.events)
    this.#validator = validator(model.id, model.def)
    this.#read = reader(parts.builder, this.#all)
    this.#write = writer(parts.builder, model)
    this.#source = `/records/${model.id}`
  }

  async get(id: string): Promise<AnyRecord | null> {
    if (!isId(id)) return null
    const [row] = await this.#parts.db.read.rows(this.#statements.get.sql, [id])
    return row ? (this.#read(row) as AnyRecord) : null
  }

  async list(query: ListQuery): Promise<RecordPage<AnyRecord>> {
    const { model } = this
    const { builder } = this.#parts
    const limit = this.#limit(query.limit)
    const filter = query.filter === undefined ? true : readFilter(model, query.filter)
    const keys = orderOf(model, query.sort)
    const params: SqlValue[] = []
    const filterKey = splitFilter(builder, model, filter, params)
    const order = orderKey(keys)
    const list = `${model.id} ${order} ${filterKey} ${params.length > 0 ? JSON.stringify(params) : ''}`
    const after = query.cursor === undefined ? undefined : readCursor(model, list, keys, query.cursor)
    const { fields, key: fieldsKey } = this.#fields(query.fields, keys)
    const shape = `${fieldsKey}|${order}|${after ? cursorShape(after) : ''}|${filterKey}`
    const statement = this.#statements.list(shape, { fields, filter, keys, after })
    const counted = query.count ? this.#count(filterKey, filter, params.slice()) : undefined
    if (after) params.push(...cursorParams(builder, keys, after))
    params.push(limit + 1)
    const [rows, count] = await Promise.all([this.#page(statement, params), counted])
    const more = rows.length > limit
    if (more) rows.pop()
    const read = fields === this.#all ? this.#read : reader(builder, fields)
    const items = rows.map(read) as AnyRecord[]
    const last = items.at(-1)
    const next = more && last ? writeCursor(list, keyValues(keys, last)) : null
    if (query.fields) for (const item of items) drop(item, query.fields)
    return count === undefined ? { items, next } : { items, next, count }
  }

  async count(filter: Filter | undefined): Promise<number> {
    const params: SqlValue[] = []
    const checked = filter === undefined ? true : readFilter(this.model, filter)
    return this.#count(splitFilter(this.#parts.builder, this.model, checked, params), checked, params)
  }

  async create(input: unknown, author: Author): Promise<AnyRecord> {
    const values = this.#validator.create(input)
    const { clock, newId } = this.#parts
    const at = new Date(clock()).toISOString()
    const system = { id: newId(), version: 1, createdAt: at, createdBy: author.id, updatedAt: at }
    const record: AnyRecord = { ...system, updatedBy: author.id, unit: author.unit, ...values }
    const json = JSON.stringify(record)
    const params = this.#write(record)
    params.push(record.id, 1, this.model.id, author.id, at, 'create', json)
    params.push(`${this.model.id}.created`, this.#source, record.id, at, json)
    await this.#commit(this.#statements.create(params))
    return record
  }

  async update(id: string, input: unknown, author: Author, ifVersion?: number): Promise<AnyRecord> {
    const values = this.#validator.update(input)
    return this.#retried(id, ifVersion, async (before) => {
      const at = this.#now(before)
      const patch: Values = {}
      // Columns stand in the order of the table: that is how a statement names them.
      const columns = ['version', 'updatedAt', 'updatedBy']
      const params: SqlValue[] = [before.version + 1, at, author.id]
      for (const field of this.model.own) {
        if (!Object.hasOwn(values, field.name) || same(values[field.name], before[field.name])) continue
        patch[field.name] = values[field.name]
        columns.push(...field.columns)
        params.push(...encodeField(this.#parts.builder, field, values[field.name]))
      }
      if (Object.keys(patch).length === 0) return before
      const record: AnyRecord = {
        ...before,
        ...patch,
        version: before.version + 1,
        updatedAt: at,
        updatedBy: author.id,
      }
      params.push(id, before.version)
      params.push(id, record.version, this.model.id, author.id, at, 'update', JSON.stringify(patch))
      params.push(`${this.model.id}.updated`, this.#source, id, at, JSON.stringify(record))
      return (await this.#commit(this.#statements.update(columns)(params))) ? record : undefined
    })
  }

  async delete(id: string, author: Author, ifVersion?: number): Promise<void> {
    await this.#retried(id, ifVersion, async (before) => {
      const at = this.#now(before)
      const version = before.version + 1
      const columns = ['version', 'updatedAt', 'updatedBy', DELETED_AT]
      const params: SqlValue[] = [version, at, author.id, at, id, before.version]
      params.push(id, version, this.model.id, author.id, at, 'delete', null)
      params.push(`${this.model.id}.deleted`, this.#source, id, at, JSON.stringify({ ...before, version }))
      return (await this.#commit(this.#statements.update(columns)(params))) ? before : undefined
    })
  }

  /** What became of a record, deleted or not, oldest first. */
  async revisions(id: string, { after = 0, limit = 100 } = {}): Promise<Revision[]> {
    if (!isId(id)) return []
    const { sql } = this.#statements.revisions()
    const rows = await this.#parts.db.read.rows(sql, [id, this.model.id, after, Math.min(limit, LIMIT)])
    return rows.map(([version, actor, at, kind, data]) => ({
      version: version as number,
      actor: actor as string,
      at: at as string,
      kind: kind as Revision['kind'],
      data: typeof data === 'string' ? JSON.parse(data) : (data as Revision['data']),
    }))
  }

  async #page(statement: Statement, params: SqlValue[]): Promise<unknown[][]> {
    const { db } = this.#parts
    if (this.#slow.has(statement)) return db.heavy.rows(statement.sql, params)
    const started = performance.now()
    const rows = await db.read.rows(statement.sql, params)
    if (db.dialect === 'sqlite' && performance.now() - started > SLOW) this.#slow.add(statement)
    return rows
  }

  async #retried(
    id: string,
    ifVersion: number | undefined,
    change: (before: AnyRecord) => Promise<AnyRecord | undefined>,
  ): Promise<AnyRecord> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = await this.get(id)
      if (!before) throw missing(this.model, id)
      if (ifVersion !== undefined && before.version !== ifVersion) break
      const after = await change(before)
      if (after) return after
    }
    const detail = `The record was changed meanwhile. Read it again and repeat the change.`
    throw new Problem('version-conflict', 412, detail, { culprit: this.model.id })
  }

  // Never back in time, though the clocks of two processes may differ.
  #now(before: AnyRecord): string {
    const at = new Date(this.#parts.clock()).toISOString()
    if (at < before.updatedAt) return before.updatedAt
    return at
  }

  async #commit(steps: Parameters<Db['atomic']>[0]): Promise<boolean> {
    try {
      const changed = await this.#parts.db.atomic(steps)
      if (changed) this.#parts.committed()
      return changed
    } catch (error) {
      throw error instanceof UniqueViolation ? this.#conflict(error) : error
    }
  }

  #conflict(error: UniqueViolation): Problem {
    const { table } = this.model
    const plan = planIndexes(this.model).find(({ name, columns, unique }) => {
      const asSqlite = columns.map((column) => `${table.name}.${column}`).join(', ')
      return unique && (error.index === name || error.index === asSqlite)
    })
    const fields = this.model.def.indexes?.[plan?.label ?? '']?.fields ?? []
    const what = fields.length > 0 ? ` in ${fields.join(', ')}` : ''
    return new Problem(
      'unique-conflict',
      409,
      `Another record of ${this.model.id} has the same value${what}.`,
      {
        culprit: this.model.id,
        extra: { fields },
        cause: error,
      },
    )
  }

  async #count(key: string, filter: Filter, params: SqlValue[]): Promise<number> {
    const statement = this.#statements.count(key, filter)
    const [row] = await this.#parts.db.heavy.rows(statement.sql, params)
    return Number(row?.[0] ?? 0)
  }

  #limit(limit: number | undefined): number {
    if (limit === undefined) return 25
    if (Number.isInteger(limit) && limit >= 1 && limit <= LIMIT) return limit
    throw new Problem('limit-invalid', 400, `The limit is a whole number from 1 to ${LIMIT}.`, {
      culprit: this.model.id,
    })
  }

  /** The fields to read: those wanted, id and version, and those that a cursor needs. */
  #fields(
    wanted: string[] | undefined,
    keys: ReturnType<typeof orderOf>,
  ): { fields: readonly Field[]; key: string } {
    if (!wanted) return { fields: this.#all, key: '*' }
    const names = new Set(['id', 'version', ...wanted, ...keys.map(({ field }) => field.name)])
    for (const name of wanted) {
      if (this.model.fields.has(name)) continue
      const shown = JSON.stringify(String(name).slice(0, 80))
      throw new Problem('field-unknown', 400, `There is no field ${shown}.`, { culprit: this.model.id })
    }
    const fields = this.#all.filter(({ name }) => names.has(name))
    return { fields, key: fields.map(({ name }) => name).join(',') }
  }
}

/** Takes away what was read only for the cursor. */
function drop(item: AnyRecord, wanted: string[]): void {
  const record: Values = item
  for (const name of Object.keys(record)) {
    if (name !== 'id' && name !== 'version' && !wanted.includes(name)) delete record[name]
  }
}

function missing(model: Model, id: string): Problem {
  return new Problem('record-missing', 404, `There is no record ${String(id).slice(0, 80)} of ${model.id}.`, {
    culprit: model.id,
  })
}

// Anything else cannot be one, and a NUL would be an error of the database.
function isId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b
  return JSON.stringify(a) === JSON.stringify(b)
}
