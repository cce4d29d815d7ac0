/** How much a filter may ask for. Beyond any of them it is refused before its parts are read. */
export interface Limits {
  /** Levels of nested expressions; a lone predicate has one. At most {@link deepest}. */
  readonly depth: number
  /** Expressions and operands altogether, elements of lists apart. */
  readonly nodes: number
  /** Elements of all `in` lists together. */
  readonly inElements: number
  /** Length of one text or name, in UTF-16 code units. */
  readonly stringLength: number
  /** Positions of all geometries together. */
  readonly vertices: number
}

/** The limits that hold unless others are given. */
export const defaultLimits: Limits = {
  depth: 64,
  nodes: 2_000,
  inElements: 1_000,
  stringLength: 4_096,
  vertices: 10_000,
}

/** Depth that no option can exceed: evaluation, printing and SQL walk the tree by recursion. */
export const deepest = 500
