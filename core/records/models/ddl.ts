import { createHash } from 'node:crypto'
import type { FieldDef } from '@saola/sdk'
import type { Column } from 'drizzle-orm'
import type { Builder } from '../build/builder.ts'
import { quote, shorten } from '../db/quote.ts'
import { DELETED_AT, type Field, type Model } from './model.ts'

/** One index as it should be. The name holds a hash of what it covers, so that a changed one has another name. */
export interface IndexPlan {
  name: string
  /** As written in the model; undefined for the one that every table has. */
  label: string | undefined
  fields: string[]
  columns: string[]
  unique: boolean
}

export function createTable(builder: Builder, model: Model): string {
  const columns = [...model.table.columns.values()].map((column) => {
    const filled = [...model.fields.values()].some(
      (field) => field.filled && field.columns[0] === column.name,
    )
    const key = column.name === 'id' ? ' primary key' : ''
    return `${columnType(builder, column)}${filled ? ' not null' : ''}${key}`
  })
  return `create table if not exists ${quote(model.table.name)} (${columns.join(', ')})`
}

/** What records get that were made before the field. */
export function fallbackOf(def: FieldDef | undefined): string | number | boolean | undefined {
  if (def?.type === 'status') return def.initial
  return def && 'default' in def ? def.default : undefined
}

export function addColumn(builder: Builder, model: Model, column: Column, def: FieldDef | undefined): string {
  const value = fallbackOf(def)
  const fallback = value === undefined ? '' : ` default ${literal(builder, value)}`
  return `alter table ${quote(model.table.name)} add column ${columnType(builder, column)}${fallback}`
}

// Every column of a field may be null: a field may be archived later, and required is checked before writing.
function columnType(builder: Builder, column: Column): string {
  const type = column.getSQLType()
  const collation = builder.dialect === 'postgres' && type === 'text' ? ' collate "C"' : ''
  return `${quote(column.name)} ${type}${collation}`
}

function literal(builder: Builder, value: string | number | boolean): string {
  if (typeof value === 'boolean') return builder.dialect === 'sqlite' ? String(Number(value)) : String(value)
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}

/** The indexes that a model wants: newest first for every one, and its own. */
export function planIndexes(model: Model): IndexPlan[] {
  const plans = [indexPlan(model, undefined, [], ['createdAt', 'id'], false)]
  for (const { name, def, columns } of model.own) {
    if (def?.type === 'code') plans.push(indexPlan(model, name, [name], [...columns], true))
  }
  for (const name of scopeFields(model)) {
    const { columns } = model.fields.get(name) as Field
    plans.push(indexPlan(model, name, [name], [...columns, 'createdAt', 'id'], false))
  }
  for (const [label, { fields, unique = false }] of Object.entries(model.def.indexes ?? {})) {
    const columns = fields.flatMap((field) => model.fields.get(field)?.columns ?? [])
    // The id settles the order among equal values, so that a page of a sorted list is one walk along the index.
    plans.push(indexPlan(model, label, fields, unique ? columns : [...columns, 'id'], unique))
  }
  return plans
}

/** Fields in which the rights of a model tell one person's records from another's: every list of theirs asks by them. */
function scopeFields({ def, fields }: Model): string[] {
  const named = new Set<string>()
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || !('args' in node) || !Array.isArray(node.args)) return
    const [left, right] = node.args as { property?: string; param?: string }[]
    if (left?.property !== undefined && right?.param !== undefined) named.add(left.property)
    for (const part of node.args) look(part)
  }
  for (const right of def.rights?.read ?? []) if (typeof right !== 'string') look(right.where)
  return [...named].filter((name) => fields.get(name)?.columns.length === 1)
}

function indexPlan(
  model: Model,
  label: string | undefined,
  fields: string[],
  columns: string[],
  unique: boolean,
): IndexPlan {
  const hash = createHash('sha256')
    .update(JSON.stringify([model.table.name, columns, unique]))
    .digest('hex')
    .slice(0, 10)
  return {
    name: shorten(`ix_${hash}_${model.table.name}_${label ?? 'newest'}`),
    label,
    fields,
    columns,
    unique,
  }
}

export function createIndex(builder: Builder, model: Model, plan: IndexPlan, concurrently: boolean): string {
  // Empty values come first in ascending order on both databases.
  const nulls = builder.dialect === 'postgres' ? ' nulls first' : ''
  const columns = plan.columns.map((column) => `${quote(column)}${nulls}`).join(', ')
  const how = concurrently ? 'concurrently ' : ''
  return `create ${plan.unique ? 'unique ' : ''}index ${how}if not exists ${quote(plan.name)} on ${quote(model.table.name)} (${columns}) where ${quote(DELETED_AT)} is null`
}

export function dropIndex(name: string, concurrently: boolean): string {
  return `drop index ${concurrently ? 'concurrently ' : ''}if exists ${quote(name)}`
}
