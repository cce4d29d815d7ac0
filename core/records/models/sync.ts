import { setTimeout as delay } from 'node:timers/promises'
import { Problem } from '@saola/kernel'
import type { Builder } from '../build/builder.ts'
import { columnOf } from '../build/builder.ts'
import type { Db, Sql } from '../db/db.ts'
import { codeOf, UniqueViolation } from '../db/problems.ts'
import { quote } from '../db/quote.ts'
import { reader } from '../records/codec.ts'
import { foldedText } from '../records/search.ts'
import { addColumn, createIndex, createTable, dropIndex, fallbackOf, planIndexes } from './ddl.ts'
import { badNames, differ } from './difference.ts'
import { introspect } from './introspect.ts'
import type { Model } from './model.ts'
import { mergeStored, readStored, writeStored } from './stored.ts'

/** Milliseconds that a change of a table waits for running transactions before it lets others pass and tries again. */
const LOCK_TIMEOUT = 2_000
const ATTEMPTS = 15
const FOLDED_AT_ONCE = 500
/** Milliseconds that the change of one table may take, folding the text of many records included. */
const LONGEST = 600_000

/**
 * Makes the table of a model what its definition says: new table, new columns, indexes. Nothing is dropped but
 * indexes. Safe to run again at any time, also after a crash in the middle, and by several processes.
 */
export async function syncModel(db: Db, builder: Builder, model: Model, clock: () => number): Promise<void> {
  await db.lock('models', async () => {
    const existed = await retried(() =>
      db.tx((tx) => syncTable(db, tx, builder, model, clock), { timeout: LONGEST }),
    )
    if (db.dialect === 'postgres' && existed) await syncIndexes(db, builder, model)
  })
}

async function syncTable(
  db: Db,
  tx: Sql,
  builder: Builder,
  model: Model,
  clock: () => number,
): Promise<boolean> {
  if (db.dialect === 'postgres') await tx.run(`set local lock_timeout = ${LOCK_TIMEOUT}`)
  const stored = await readStored(tx, model.id)
  const [retyped] = differ(stored, model.def).retyped
  const [bad] = badNames(stored, model.def)
  if (retyped || bad) {
    const what = retyped ? `${retyped.field} is stored as ${retyped.from}` : `${bad} is taken`
    throw new Problem('model-change-refused', 409, `The model ${model.id} cannot change: ${what}.`, {
      culprit: model.id,
    })
  }
  const found = await introspect(db.dialect, tx, model.table.name)
  if (!found) await tx.run(createTable(builder, model))
  else await addColumns(tx, builder, model, found.columns)
  if (found) await addSearch(tx, builder, model, found.columns)
  await foldAgain(tx, builder, model, found !== null)
  await fillDefaults(tx, model, differ(stored, model.def).restore)
  // On PostgreSQL an index on a table in use is built later, without holding up writers.
  if (!found || db.dialect === 'sqlite') {
    const plans = planIndexes(model)
    for (const plan of plans) await tx.run(createIndex(builder, model, plan, false))
    const wanted = new Set(plans.map(({ name }) => name))
    for (const name of found?.indexes.keys() ?? [])
      if (!wanted.has(name)) await tx.run(dropIndex(name, false))
  }
  await writeStored(tx, model.id, mergeStored(stored, model.def), clock())
  return found !== null
}

async function addColumns(tx: Sql, builder: Builder, model: Model, existing: Set<string>): Promise<void> {
  for (const field of model.fields.values()) {
    for (const name of field.columns) {
      if (existing.has(name)) continue
      await tx.run(addColumn(builder, model, columnOf(model.table, name), field.def))
    }
  }
}

async function addSearch(tx: Sql, builder: Builder, model: Model, existing: Set<string>): Promise<void> {
  for (const { column } of model.search) {
    if (existing.has(column)) continue
    await tx.run(addColumn(builder, model, columnOf(model.table, column), undefined))
  }
}

/** Fills the search columns of records that were written when they covered other fields. */
async function foldAgain(tx: Sql, builder: Builder, model: Model, existed: boolean): Promise<void> {
  const covers = JSON.stringify(
    model.search.map(({ column, fields }) => [column, fields.map(({ name }) => name)]),
  )
  const known = await tx.get<{ covers: string }>('select covers from record_search where model = ?', [
    model.id,
  ])
  if (known?.covers === covers || (!known && model.search.length === 0)) return
  if (existed && model.search.length > 0) await foldRows(tx, builder, model)
  await tx.run(
    `insert into record_search (model, covers) values (?, ?)
     on conflict (model) do update set covers = excluded.covers`,
    [model.id, covers],
  )
}

async function foldRows(tx: Sql, builder: Builder, model: Model): Promise<void> {
  const table = quote(model.table.name)
  const fields = [...model.fields.values()]
  const columns = fields.flatMap((field) => field.columns.map(quote)).join(', ')
  const set = model.search.map(({ column }) => `${quote(column)} = ?`).join(', ')
  const read = reader(builder, fields)
  for (let last = ''; ; ) {
    const rows = await tx.rows(
      `select ${columns} from ${table} where id > ? order by id limit ${FOLDED_AT_ONCE}`,
      [last],
    )
    for (const row of rows) {
      const record = read(row)
      last = record.id as string
      await tx.run(`update ${table} set ${set} where id = ?`, [
        ...model.search.map((column) => foldedText(column, record)),
        last,
      ])
    }
    if (rows.length < FOLDED_AT_ONCE) return
  }
}

// A field that comes back is empty in the records made while it was away.
async function fillDefaults(tx: Sql, model: Model, restored: string[]): Promise<void> {
  for (const name of restored) {
    const field = model.fields.get(name)
    const fallback = fallbackOf(field?.def)
    const column = field?.columns[0]
    if (!column || fallback === undefined) continue
    const sql = `update ${quote(model.table.name)} set ${quote(column)} = ? where ${quote(column)} is null`
    await tx.run(sql, [fallback])
  }
}

async function syncIndexes(db: Db, builder: Builder, model: Model): Promise<void> {
  const found = await introspect(db.dialect, db.read, model.table.name)
  const plans = planIndexes(model)
  for (const plan of plans) {
    const valid = found?.indexes.get(plan.name)
    if (valid) continue
    if (valid === false) await alone(db, dropIndex(plan.name, true))
    try {
      await alone(db, createIndex(builder, model, plan, true))
    } catch (error) {
      await alone(db, dropIndex(plan.name, true))
      if (!(error instanceof UniqueViolation)) throw error
      throw new Problem(
        'unique-conflict',
        409,
        `Records of ${model.id} hold the same values: ${plan.label}.`,
        {
          culprit: model.id,
          cause: error,
        },
      )
    }
  }
  const wanted = new Set(plans.map(({ name }) => name))
  for (const name of found?.indexes.keys() ?? [])
    if (!wanted.has(name)) await alone(db, dropIndex(name, true))
}

/** A statement that PostgreSQL takes only outside a transaction. */
async function alone(db: Db, sql: string): Promise<void> {
  await db.atomic([{ sql, params: [] }])
}

/** Tries again while others hold the table: waiting in line would hold up everybody behind. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined
      if (codeOf(cause) !== '55P03' || attempt === ATTEMPTS) throw error
      await delay(100 * attempt)
    }
  }
}
