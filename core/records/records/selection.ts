import type { Filter } from '@saola/cql2'
import type { Selection } from '@saola/sdk'
import type { SQL } from 'drizzle-orm'
import { type Builder, columnOf, param } from '../build/builder.ts'
import { sql } from '../build/drizzle.ts'
import type { SqlValue } from '../db/db.ts'
import type { Model } from '../models/model.ts'
import { filterSql, readFilter, splitFilter } from './filter.ts'
import { type Circle, circleOf, nearKey, nearSql } from './near.ts'
import { searchPatterns } from './search.ts'

/** What somebody sees of a model. */
export interface Sight {
  /** The model without the fields that are kept from them. */
  view: Model
  /** Which records; it may name any field. */
  scope: Filter
}

/** Which records are meant, checked for a model as somebody may see it. */
export interface Selected {
  model: Model
  /** The model with all its fields, and which records the reader may know of. */
  whole: Model
  scope: Filter
  filter: Filter
  /** Patterns for LIKE. */
  words: readonly string[]
  near: Circle | undefined
}

const NO_WORDS: readonly string[] = []

export function readSelection(
  whole: Model,
  { view, scope }: Sight,
  { filter, search, near }: Selection,
  now: number,
): Selected {
  return {
    model: view,
    whole,
    scope,
    filter: filter === undefined ? true : readFilter(view, filter, now),
    words: search === undefined ? NO_WORDS : searchPatterns(view, search),
    near: near === undefined ? undefined : circleOf(view, near),
  }
}

/** What decides the SQL of a selection, as a text; pushes the values in the order of {@link selectionSql}. */
export function selectionKey(builder: Builder, selected: Selected, values: SqlValue[]): string {
  const { model, whole, scope, filter, words, near } = selected
  const within = scope === true ? '' : `within ${splitFilter(builder, whole, scope, values)} `
  let key = within + splitFilter(builder, model, filter, values)
  if (words.length > 0) {
    for (const word of words) for (const _ of model.search) values.push(word)
    key += ` search(${words.length} ${model.search.length})`
  }
  return near ? `${key} ${nearKey(near, values)}` : key
}

export function selectionSql(builder: Builder, selected: Selected, state: { next: number }): SQL[] {
  const { model, whole, scope, filter, words, near } = selected
  const tests: SQL[] = []
  if (scope !== true) tests.push(filterSql(builder, whole, scope, state))
  if (filter !== true) tests.push(filterSql(builder, model, filter, state))
  for (const _ of words) {
    const anywhere = model.search.map(
      ({ column }) => sql`${columnOf(model.table, column)} like ${param(state.next++)} escape '!'`,
    )
    tests.push(sql`(${sql.join(anywhere, sql` or `)})`)
  }
  if (near) tests.push(nearSql(model, near, state))
  return tests
}
