import { canonical, compile, type Filter } from '@saola/cql2'
import type { Actor } from '@saola/sdk'
import type { Model } from '../models/model.ts'
import { anyOf, conditionFor } from './condition.ts'
import type { Held } from './grants.ts'

/** Where somebody's permission on a model ends. Equal for those who may the same. */
export interface Reach {
  /** Which records: `true` is all, `false` none. */
  readonly where: Filter
  /** Fields that come as null. */
  readonly hidden: ReadonlySet<string>
  /** Whether a record, with the values that it really has, is one of them. */
  readonly holds: (record: Readonly<Record<string, unknown>>) => boolean
}

/** All records with all their fields. */
export const EVERYTHING: Reach = { where: true, hidden: new Set(), holds: all }

/** What grants of one permission on a model give to somebody together. */
export function reachOf(model: Model, actor: Actor, grants: readonly Held[], personal: boolean): Reach {
  const bound = grants.map(({ where, hide }) => ({
    where: where === undefined ? true : conditionFor(where, actor, model.filterFields),
    hide,
  }))
  const where = anyOf(bound.map((grant) => grant.where))
  const hidden = new Set(personal ? [] : model.personal)
  for (const { name } of model.own) if (hides(name, bound)) hidden.add(name)
  return { where, hidden, holds: where === true ? all : compile(where, model.filterFields) }
}

/** As one text, equal for equal reaches. */
export function reachKey({ where, hidden }: Pick<Reach, 'where' | 'hidden'>): string {
  return `${canonical(where)} ${[...hidden].sort().join(' ')}`
}

interface Bound {
  where: Filter
  hide: readonly string[]
}

/**
 * A field is shown when every record that is reached is reached by a grant that shows it: somebody who sees telephone
 * numbers of one unit, and all units without them, sees no numbers.
 */
function hides(name: string, all: readonly Bound[]): boolean {
  // A grant that selects nothing shows nothing, unless there are only such.
  const some = all.filter(({ where }) => where !== false)
  const grants = some.length > 0 ? some : all
  const showing = grants.filter(({ hide }) => !hide.includes(name)).map(({ where }) => canonical(where))
  if (showing.includes('true')) return false
  return grants.some(({ where, hide }) => hide.includes(name) && !showing.includes(canonical(where)))
}

function all(): boolean {
  return true
}
