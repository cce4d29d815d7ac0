import { kindOf } from '../tree/fields.ts'
import type { Filter, Literal } from '../tree/filter.ts'
import { write } from './canonical.ts'

/** A filter split into what decides the query and what are only its parameters. */
export interface Shape {
  /**
   * The filter's canonical text with each literal replaced by its kind: `"?text"`, `"?number"`, `"?boolean"`,
   * `"?timestamp"`, `"?date"`, `"?bbox"`, `"?bbox-crossing"` (over the antimeridian), `"?Point"`, `"?Polygon"`.
   * Lists of different lengths have different shapes.
   */
  readonly shape: string
  /** The literals in the order of the text, elements of lists one by one; a geometry is one literal. */
  readonly literals: readonly Literal[]
}

/**
 * Splits a filter for caches of prepared queries: filters of one shape differ in nothing but the values of literals
 * of the same kinds. The constants `true` and `false` as expressions belong to the shape. The text is made of the
 * JSON encoding, OGC 21-065r2, clause 8.3.
 */
export function shape(filter: Filter): Shape {
  const literals: Literal[] = []
  const text = write(filter, (value) => {
    const literal = value as Literal
    literals.push(literal)
    return `"?${kindOf(literal)}"`
  })
  return { shape: text, literals }
}
