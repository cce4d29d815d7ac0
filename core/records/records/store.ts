import { isMoving } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type {
  AnyRecord,
  Comment,
  Counts,
  CountsQuery,
  ListQuery,
  RecordPage,
  Revision,
  Selection,
} from '@saola/sdk'
import type { Builder, BuiltTable, Statement } from '../build/builder.ts'
import type { Db, Sql, SqlValue } from '../db/db.ts'
import type { Field, Model } from '../models/model.ts'
import type { Bounds } from './bounds.ts'
import { Changes } from './changes.ts'
import { reader, type Values } from './codec.ts'
import { addComment, readComments } from './comments.ts'
import { countsOf, groupingOf, MOST_GROUPS } from './counts.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { FileBinder } from './files.ts'
import { haversineValues } from './near.ts'
import { cursorParams, cursorShape, keyValues, orderKey, orderOf } from './order.ts'
import type { Past } from './past.ts'
import { type PointColumns, type Points, type PointsQuery, packPoints, pointColumns } from './points.ts'
import { readSelection, type Selected, type Sight, selectionKey } from './selection.ts'
import { Statements } from './statements.ts'
import { Together } from './together.ts'
import type { UnitDirectory } from './units.ts'

/** Who writes: the actor's id and the unit that new records belong to. */
export interface Author {
  id: string
  unit: string | null
  /** Roles that open steps of a status; undefined for code that answers for itself. */
  roles?: readonly string[]
  /** Whether somebody with roles may say to which unit a record belongs. */
  assigns?: boolean
  /** Where the rights of somebody end; undefined for code that answers for itself. */
  bounds?: Bounds
  /** Records made elsewhere: any state, and codes of their own. */
  seeding?: boolean
}

export interface StoreParts {
  db: Db
  builder: Builder
  revisions: BuiltTable
  events: BuiltTable
  clock: () => number
  newId: () => string
  /** A model that is in use. */
  model: (id: string) => Model | undefined
  /** Who keeps files; undefined when nobody does. */
  files: () => FileBinder | undefined
  /** Who keeps units; undefined when nobody does. */
  units?: () => UnitDirectory | undefined
  /** Called after each change was committed here. */
  committed: () => void
}

const LIMIT = 500
/** Milliseconds that a page may hold the event loop on SQLite; a list that took longer goes to the reader threads. */
const SLOW = 15

/** The records of one model on one database, without rights: those are checked before. */
export class Store {
  readonly model: Model
  readonly #parts: StoreParts
  readonly #statements: Statements
  readonly #changes: Changes
  readonly #all: readonly Field[]
  readonly #whole: Sight
  readonly #read: (row: unknown[]) => Values
  readonly #slow = new WeakSet<Statement>()
  /** Many open the same map at once. */
  readonly #points = new Together<Points>()

  constructor(model: Model, parts: StoreParts) {
    this.model = model
    this.#parts = parts
    this.#all = [...model.fields.values()]
    this.#whole = { view: model, scope: true }
    this.#statements = new Statements(parts.builder, model, parts.revisions, parts.events)
    this.#read = reader(parts.builder, this.#all)
    this.#changes = new Changes(model, parts, this.#statements, (id) => this.get(id))
  }

  async get(id: string, on: Sql = this.#parts.db.read): Promise<AnyRecord | null> {
    return this.#one(this.#statements.get, id, on)
  }

  /** As it is, or as it was when it was deleted. */
  async last(id: string): Promise<AnyRecord | null> {
    return this.#one(this.#statements.last(), id, this.#parts.db.read)
  }

  async #one({ sql }: Statement, id: string, on: Sql): Promise<AnyRecord | null> {
    if (!isId(id)) return null
    const [row] = await on.rows(sql, [id])
    return row ? (this.#read(row) as AnyRecord) : null
  }

  /** `sight` is what the reader may see. */
  async list(query: ListQuery, sight: Sight = this.#whole): Promise<RecordPage<AnyRecord>> {
    const { model } = this
    const { builder } = this.#parts
    const limit = this.#limit(query.limit)
    const { view } = sight
    const selected = readSelection(model, sight, query, this.#parts.clock())
    const nearest = query.sort?.[0]?.field === 'near' && !model.fields.has('near')
    if (nearest) requireOnePage(model, query)
    const keys = orderOf(view, nearest ? [{ field: 'id' }] : query.sort)
    const params: SqlValue[] = []
    const filterKey = selectionKey(builder, selected, params)
    const order = orderKey(keys)
    // Times that move are other parameters on each page of the same list.
    const same = isMoving(query.filter) ? [query.filter, query.search, query.near, sight.scope] : params
    const list = `${model.id} ${order} ${filterKey} ${same.length > 0 ? JSON.stringify(same) : ''}`
    const after = query.cursor === undefined ? undefined : readCursor(model, list, keys, query.cursor)
    const { fields, key: fieldsKey } = this.#fields(query.fields, keys)
    const how = nearest ? 'nearest' : order
    const shape = `${fieldsKey}|${how}|${after ? cursorShape(after) : ''}|${filterKey}`
    const statement = this.#statements.list(shape, { fields, selected, keys, after, nearest })
    const counted = query.count ? this.#count(filterKey, selected, params.slice()) : undefined
    if (after) params.push(...cursorParams(builder, keys, after))
    if (nearest && selected.near) params.push(...haversineValues(selected.near))
    params.push(limit + 1)
    const [rows, count] = await Promise.all([
      this.#page(statement, params, selected.words.length > 0),
      counted,
    ])
    const more = rows.length > limit
    if (more) rows.pop()
    const read = fields === this.#all ? this.#read : reader(builder, fields)
    const items = rows.map(read) as AnyRecord[]
    const last = items.at(-1)
    const next = more && last && !nearest ? writeCursor(list, keyValues(keys, last)) : null
    if (query.fields) for (const item of items) drop(item, query.fields)
    return count === undefined ? { items, next } : { items, next, count }
  }

  async count(selection: Selection, sight: Sight = this.#whole): Promise<number> {
    const selected = readSelection(this.model, sight, selection, this.#parts.clock())
    const params: SqlValue[] = []
    return this.#count(selectionKey(this.#parts.builder, selected, params), selected, params)
  }

  async counts(query: CountsQuery, sight: Sight = this.#whole): Promise<Counts> {
    const { builder, db } = this.#parts
    const grouping = groupingOf(sight.view, query.by)
    const selected = readSelection(this.model, sight, query, this.#parts.clock())
    const params: SqlValue[] = []
    const key = selectionKey(builder, selected, params)
    const rows = await db.heavy.rows(this.#statements.counts(key, grouping, selected).sql, params)
    const items = countsOf(builder, grouping, rows)
    if (rows.length === MOST_GROUPS) return { items, total: await this.#count(key, selected, params) }
    return { items, total: items.reduce((sum, { count }) => sum + count, 0) }
  }

  async points(query: PointsQuery, sight: Sight = this.#whole): Promise<Points> {
    const columns = pointColumns(sight.view, query)
    const selected = readSelection(this.model, sight, query, this.#parts.clock())
    const params: SqlValue[] = []
    const key = selectionKey(this.#parts.builder, selected, params)
    const statement = this.#statements.points(key, columns, selected)
    const counting = this.#statements.placed(key, columns, selected)
    const question = JSON.stringify([statement.sql, params])
    return this.#points.run(question, () => this.#readPoints(columns, statement, counting, params))
  }

  comments(id: string, visibility: unknown): Promise<Comment[]> {
    return readComments(this.model, this.#parts, isId(id) ? id : '', visibility)
  }

  comment(id: string, input: unknown, author: Author): Promise<Comment> {
    return addComment(this.model, this.#parts, (tx) => this.get(id, tx), id, input, author)
  }

  create(input: unknown, author: Author, past?: Past): Promise<AnyRecord> {
    return this.#changes.create(input, author, past)
  }

  update(id: string, input: unknown, author: Author, ifVersion?: number): Promise<AnyRecord> {
    return this.#changes.update(id, input, author, ifVersion)
  }

  undo(id: string, author: Author, ifVersion?: number): Promise<AnyRecord> {
    return this.#changes.undo(id, author, (after) => this.revisions(id, { after, limit: LIMIT }), ifVersion)
  }

  delete(id: string, author: Author, ifVersion?: number): Promise<void> {
    return this.#changes.delete(id, author, ifVersion)
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

  async #readPoints(
    columns: PointColumns,
    statement: Statement,
    counting: Statement,
    params: SqlValue[],
  ): Promise<Points> {
    const { heavy } = this.#parts.db
    const [rows, [counted = []]] = await Promise.all([
      heavy.rows(statement.sql, params),
      heavy.rows(counting.sql, params),
    ])
    const packed = await packPoints(this.model, columns, rows)
    const [all, placed] = counted.map(Number) as [number, number]
    // The two were read one after the other: where nothing was cut off, what is here is all there was.
    const total = rows.length > packed.count ? Math.max(placed, rows.length) : packed.count
    return { ...packed, total, unplaced: all - placed }
  }

  async #page(statement: Statement, params: SqlValue[], heavy: boolean): Promise<unknown[][]> {
    const { db } = this.#parts
    if (heavy || this.#slow.has(statement)) return db.heavy.rows(statement.sql, params)
    const started = performance.now()
    const rows = await db.read.rows(statement.sql, params)
    if (db.dialect === 'sqlite' && performance.now() - started > SLOW) this.#slow.add(statement)
    return rows
  }

  async #count(key: string, selected: Selected, params: SqlValue[]): Promise<number> {
    const statement = this.#statements.count(key, selected)
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

function requireOnePage(model: Model, { near, cursor }: ListQuery): void {
  if (near && cursor === undefined) return
  const detail = 'An order by distance needs near, and has one page only.'
  throw new Problem('sort-invalid', 400, detail, { culprit: model.id })
}

/** Takes away what was read only for the cursor. */
function drop(item: AnyRecord, wanted: string[]): void {
  const record: Values = item
  for (const name of Object.keys(record)) {
    if (name !== 'id' && name !== 'version' && !wanted.includes(name)) delete record[name]
  }
}

// Anything else cannot be one, and a NUL would be an error of the database.
function isId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)
}
