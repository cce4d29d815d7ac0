import type { Column, SQL } from 'drizzle-orm'
import {
  type Addition,
  type Builder,
  type BuiltTable,
  columnOf,
  compileChain,
  compileStatement,
  param,
  type Statement,
} from '../build/builder.ts'
import { and, eq, isNotNull, isNull, sql } from '../build/drizzle.ts'
import type { SqlValue, Step } from '../db/db.ts'
import { DELETED_AT, type Field, type Model } from '../models/model.ts'
import { type Grouping, groupingKey, groupingSql, MOST_GROUPS } from './counts.ts'
import { haversineSql } from './near.ts'
import { afterSql, type Key, orderSql } from './order.ts'
import { MOST_POINTS, type PointColumns } from './points.ts'
import { type Selected, selectionSql } from './selection.ts'

export interface ListShape {
  fields: readonly Field[]
  selected: Selected
  keys: readonly Key[]
  /** Values of the cursor; only which of them are null matters. */
  after: readonly SqlValue[] | undefined
  /** The nearest first; the keys settle the order of those at one place. */
  nearest: boolean
}

type Chain = (params: SqlValue[]) => Step[]

/** Values of a revision and of an event, in the order of the parameters of a change. */
const REVISION = ['record', 'version', 'model', 'actor', 'at', 'kind', 'data']
const EVENT = ['type', 'source', 'subject', 'time', 'data', 'basis']
/** Shapes of lists kept per model; more are built again when they come. */
const SHAPES = 200

/** The statements of one model, each built once per shape. */
export class Statements {
  readonly get: Statement
  readonly create: Chain
  readonly #builder: Builder
  readonly #model: Model
  readonly #revisions: BuiltTable
  readonly #events: BuiltTable
  readonly #shapes = new Map<string, unknown>()

  constructor(builder: Builder, model: Model, revisions: BuiltTable, events: BuiltTable) {
    this.#builder = builder
    this.#model = model
    this.#revisions = revisions
    this.#events = events
    const columns = this.columns([...model.fields.values()])
    const id = columnOf(model.table, 'id')
    const where = and(eq(id, param(0)), this.#alive())
    this.get = compileStatement(builder, builder.select(model.table, { columns, where }))
    const names = [...model.table.columns.keys()]
    this.create = this.#change(builder.insert(model.table, numbered(names, 0)), names.length)
  }

  /** One record, deleted or not. */
  last(): Statement {
    return this.#shape('last', () => {
      const columns = this.columns([...this.#model.fields.values()])
      const where = eq(columnOf(this.#model.table, 'id'), param(0))
      return compileStatement(this.#builder, this.#builder.select(this.#model.table, { columns, where }))
    })
  }

  columns(fields: readonly Field[]): Column[] {
    return fields.flatMap((field) => field.columns.map((name) => columnOf(this.#model.table, name)))
  }

  /** Sets the named columns where the record still has a version: their values, then the id and that version. */
  update(columns: readonly string[]): Chain {
    return this.#shape(`update ${columns.join(',')}`, () => {
      const { table } = this.#model
      const where = and(
        eq(columnOf(table, 'id'), param(columns.length)),
        eq(columnOf(table, 'version'), param(columns.length + 1)),
        this.#alive(),
      ) as SQL
      return this.#change(this.#builder.update(table, numbered(columns, 0), where), columns.length + 2)
    })
  }

  /** Parameters: those of the selection, those of the cursor, those of the distance, the limit. */
  list(key: string, shape: ListShape): Statement {
    return this.#shape(`list ${key}`, () => {
      const { fields, selected, keys, after, nearest } = shape
      const state = { next: 0 }
      const tests = [this.#alive(), ...selectionSql(this.#builder, selected, state)]
      if (after) tests.push(afterSql(this.#model, keys, after, state))
      const distance = nearest && selected.near ? [haversineSql(this.#model, selected.near.field, state)] : []
      const query = this.#builder.select(this.#model.table, {
        columns: this.columns(fields),
        where: and(...tests),
        orderBy: [...distance, ...orderSql(this.#builder, this.#model, keys)],
        limit: param(state.next),
      })
      return compileStatement(this.#builder, query)
    })
  }

  count(key: string, selected: Selected): Statement {
    return this.#shape(`count ${key}`, () => {
      const tests = selectionSql(this.#builder, selected, { next: 0 })
      const query = sql`select count(*) from ${this.#model.table.table} where ${and(this.#alive(), ...tests)}`
      return compileStatement(this.#builder, query)
    })
  }

  /** Rows of a key and how many records have it. */
  counts(key: string, grouping: Grouping, selected: Selected): Statement {
    return this.#shape(`counts ${groupingKey(grouping)} ${key}`, () => {
      const tests = selectionSql(this.#builder, selected, { next: 0 })
      const where = and(this.#alive(), ...tests)
      const by = groupingSql(this.#builder, this.#model, grouping)
      const order = grouping.unit ? sql`1` : sql`2 desc, 1`
      const query = sql`select ${by}, count(*) from ${this.#model.table.table} where ${where} group by 1 order by ${order} limit ${sql.raw(String(MOST_GROUPS))}`
      return compileStatement(this.#builder, query)
    })
  }

  /** Rows of id, longitude, latitude and the groups, the newest records first, one more than may be given. */
  points(key: string, { place, groups }: PointColumns, selected: Selected): Statement {
    const named = [place, ...groups].map(({ name }) => name).join(',')
    return this.#shape(`points ${named} ${key}`, () => {
      const id = columnOf(this.#model.table, 'id')
      const columns = [id, ...this.columns([place, ...groups])]
      const tests = selectionSql(this.#builder, selected, { next: 0 })
      const where = and(this.#alive(), isNotNull(columns[1] as Column), ...tests)
      const select = sql.join(
        columns.map((column) => sql`${column}`),
        sql`, `,
      )
      const query = sql`select ${select} from ${this.#model.table.table} where ${where} order by ${id} desc limit ${sql.raw(String(MOST_POINTS + 1))}`
      return compileStatement(this.#builder, query)
    })
  }

  /** How many records match, and how many of them have a position. */
  placed(key: string, { place }: PointColumns, selected: Selected): Statement {
    return this.#shape(`placed ${place.name} ${key}`, () => {
      const longitude = columnOf(this.#model.table, place.columns[0] as string)
      const tests = selectionSql(this.#builder, selected, { next: 0 })
      const where = and(this.#alive(), ...tests)
      const query = sql`select count(*), count(${longitude}) from ${this.#model.table.table} where ${where}`
      return compileStatement(this.#builder, query)
    })
  }

  revisions(): Statement {
    return this.#shape('revisions', () => {
      const table = this.#revisions
      const columns = ['version', 'actor', 'at', 'kind', 'data'].map((name) => columnOf(table, name))
      const where = and(
        eq(columnOf(table, 'record'), param(0)),
        eq(columnOf(table, 'model'), param(1)),
        sql`${columnOf(table, 'version')} > ${param(2)}`,
      )
      const orderBy = [this.#builder.order(columnOf(table, 'version'), false)]
      return compileStatement(
        this.#builder,
        this.#builder.select(table, { columns, where, orderBy, limit: param(3) }),
      )
    })
  }

  #alive(): SQL {
    return isNull(columnOf(this.#model.table, DELETED_AT))
  }

  #change(change: Parameters<Builder['chain']>[0], first: number): Chain {
    const additions: Addition[] = [
      { table: this.#revisions, values: numbered(REVISION, first) },
      { table: this.#events, values: numbered(EVENT, first + REVISION.length) },
    ]
    return compileChain(this.#builder, change, additions)
  }

  #shape<T>(key: string, make: () => T): T {
    let made = this.#shapes.get(key) as T | undefined
    if (made === undefined) {
      made = make()
      if (this.#shapes.size >= SHAPES) this.#shapes.delete(this.#shapes.keys().next().value as string)
      this.#shapes.set(key, made)
    }
    return made
  }
}

function numbered(names: readonly string[], first: number): Record<string, SQL> {
  return Object.fromEntries(names.map((name, at) => [name, sql`${param(first + at)}`]))
}
