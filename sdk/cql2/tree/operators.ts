import type { Operator } from './filter.ts'

/**
 * What may stand at a place among the operands of an operator. A parser has one reader for each role, so that a
 * new operator is one line in the table below and a new kind of operand one new role.
 */
export type Role = 'predicate' | 'subject' | 'scalar' | 'list' | 'bound' | 'property' | 'geometry'

/** How many operands an operator takes and what each of them is. */
export interface Signature {
  /** Fewest operands. */
  readonly min: number
  /** Most operands. */
  readonly max: number
  /** Role of each operand; the last one repeats. */
  readonly roles: readonly [Role, ...Role[]]
}

const comparison: Signature = { min: 2, max: 2, roles: ['subject', 'scalar'] }
const logical: Signature = { min: 2, max: Number.POSITIVE_INFINITY, roles: ['predicate'] }

const table: Record<Operator, Signature> = {
  and: logical,
  or: logical,
  not: { min: 1, max: 1, roles: ['predicate'] },
  '=': comparison,
  '<>': comparison,
  '<': comparison,
  '<=': comparison,
  '>': comparison,
  '>=': comparison,
  in: { min: 2, max: 2, roles: ['subject', 'list'] },
  between: { min: 3, max: 3, roles: ['subject', 'bound'] },
  isNull: { min: 1, max: 1, roles: ['property'] },
  s_intersects: { min: 2, max: 2, roles: ['property', 'geometry'] },
}

/** The operators supported now, by name. OGC 21-065r2, clauses 6.2, 6.6, 7.2 and 7.5. */
export const operators: ReadonlyMap<string, Signature> = new Map(Object.entries(table))
