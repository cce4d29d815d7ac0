import { compileTruth, type Filter, type FilterTemplate, type Truth } from '@saola/cql2'
import type { Actor, AnyRecord } from '@saola/sdk'
import type { Model } from '../models/model.ts'
import type { Access } from './access.ts'
import type { Held } from './grants.ts'

/** A test of a condition that a record does not pass. */
export interface Failing {
  /** JSON pointer into the condition. */
  pointer: string
  test: Filter
  /** Null where the record has no value to compare. */
  holds: false | null
  /** What the record holds. */
  value: unknown
}

/** What one grant of a role means for somebody, and for a record when one was named. */
export interface ExplainedGrant {
  role: string
  /** What gave it to the role, by its id. */
  by: Held['by']
  /** The condition as it was written, and as it is for this person; null where there is none. */
  condition: { written: FilterTemplate; meant: Filter } | null
  hides: readonly string[]
  /** Whether the record passes; null when no record was named. */
  holds: boolean | null
  failing: Failing[]
}

export interface Explanation {
  /** Without a record: whether any record may be within. */
  allowed: boolean
  /** The grant that decides: the first that lets them, and otherwise the only one that there is. */
  decides: { role: string; condition: FilterTemplate | null } | null
  grants: ExplainedGrant[]
  /** Fields that come as null, of `read`. */
  hidden: string[]
}

/** Why somebody holds a permission on a model, or on one record of it, or why not. */
export function explain(
  access: Access,
  model: Model,
  { actor, permission, record }: { actor: Actor; permission: string; record?: AnyRecord },
): Explanation {
  const grants = access.held(actor, `${model.id}:${permission}`).map((held): ExplainedGrant => {
    const meant = access.condition(held, actor, model)
    const failing = record ? failures(meant, record, true, '', model) : []
    return {
      role: held.role,
      by: held.by,
      condition: held.where === undefined ? null : { written: held.where, meant },
      hides: held.hide,
      holds: record ? compileTruth(meant, model.filterFields)(record) === true : null,
      failing,
    }
  })
  const lets = grants.find(({ holds, condition }) => holds ?? condition?.meant !== false)
  const decides = lets ?? (grants.length === 1 ? grants[0] : undefined)
  return {
    allowed: lets !== undefined,
    decides: decides ? { role: decides.role, condition: decides.condition?.written ?? null } : null,
    grants,
    hidden: permission === 'read' ? [...access.hidden(actor, model)] : [],
  }
}

/** The tests that keep a condition from being what it should be. */
function failures(
  filter: Filter,
  record: AnyRecord,
  wanted: boolean,
  pointer: string,
  model: Model,
): Failing[] {
  if (typeof filter === 'boolean') return filter === wanted ? [] : [failing(filter, record, false, pointer)]
  const inner = (part: Filter, at: number, want = wanted) =>
    failures(part, record, want, `${pointer}/args/${at}`, model)
  if (filter.op === 'not') return inner(filter.args[0], 0, !wanted)
  if (filter.op !== 'and' && filter.op !== 'or') {
    const holds: Truth = compileTruth(filter, model.filterFields)(record)
    if (holds === wanted) return []
    return [failing(filter, record, holds === null ? null : false, pointer)]
  }
  const parts = filter.args.map((part, at) => inner(part, at))
  // One part is enough for `or`, and to make `and` false.
  const enough = (filter.op === 'or') === wanted
  return enough && parts.some((part) => part.length === 0) ? [] : parts.flat()
}

function failing(test: Filter, record: AnyRecord, holds: Failing['holds'], pointer: string): Failing {
  const property = propertyOf(test)
  return { pointer, test, holds, value: property === undefined ? null : (record[property] ?? null) }
}

/** The field that a test is about. */
export function propertyOf(test: Filter): string | undefined {
  if (typeof test === 'boolean') return undefined
  const [left] = test.args as readonly unknown[]
  return typeof left === 'object' && left !== null && 'property' in left ? String(left.property) : undefined
}
