/**
 * The CQL2 filter tree: exactly the JSON encoding of OGC 21-065r2, so that a stored filter, a request body and
 * the value in memory are one thing. Every type takes `P`, the placeholders it may hold: `never` in a filter
 * that can run, {@link Param} in a template that still waits for {@link bind}.
 */

/** Reference to a field of the record by its name. OGC 21-065r2, clause 6.5 "Property references". */
export interface Property {
  readonly property: string
}

/**
 * Placeholder for a value known only at run time, such as `{ "param": "actor.units" }` in a row condition.
 * Saola's own addition, not CQL2: it never leaves the server and is refused in filters of clients.
 */
export interface Param {
  readonly param: string
}

/**
 * An instant as RFC 3339 date-time, `{ "timestamp": "2026-07-01T07:00:00+07:00" }`. Offsets other than `Z` are
 * accepted; two texts of the same instant are equal. OGC 21-065r2, clause 6.3 "Data types and literal values".
 */
export interface Timestamp {
  readonly timestamp: string
}

/**
 * A day of the calendar without time zone as RFC 3339 full-date, `{ "date": "2026-07-01" }`. It compares with
 * days only, never with instants. OGC 21-065r2, clause 6.3 "Data types and literal values".
 */
export interface CalendarDate {
  readonly date: string
}

/** A scalar literal: text, number, boolean, instant or day. OGC 21-065r2, clause 6.3. There is no null literal. */
export type Scalar = string | number | boolean | Timestamp | CalendarDate

/** `[longitude, latitude]` in degrees, WGS 84 (CRS84). RFC 7946, section 3.1.1. */
export type Position = readonly [longitude: number, latitude: number]

/**
 * A box `[west, south, east, north]` in degrees, its edges included. West greater than east means that the box
 * crosses the antimeridian. OGC 21-065r2, clause 7.5 "Basic Spatial Functions"; only two dimensions.
 */
export interface Bbox {
  readonly bbox: readonly [west: number, south: number, east: number, north: number]
}

/** GeoJSON point. OGC 21-065r2, clause 7.5 "Basic Spatial Functions". */
export interface Point {
  readonly type: 'Point'
  readonly coordinates: Position
}

/**
 * GeoJSON polygon: the outer ring, then holes; each ring closed, at least four positions. OGC 21-065r2, clause
 * 7.6 "Basic Spatial Functions with additional Spatial Literals".
 */
export interface Polygon {
  readonly type: 'Polygon'
  readonly coordinates: readonly (readonly Position[])[]
}

/** A spatial literal. OGC 21-065r2, clauses 7.5 and 7.6. */
export type Geometry = Bbox | Point | Polygon

/** Any literal of a filter. */
export type Literal = Scalar | Geometry

/** The six comparison operators. OGC 21-065r2, clause 6.6 "Standard comparison predicates". */
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>='

/**
 * A property compared with a literal or another property; unknown when either side is null.
 * OGC 21-065r2, clauses 6.6 and 7.10 "Property-Property Comparisons".
 */
export interface Comparison<P = never> {
  readonly op: ComparisonOperator
  readonly args: readonly [left: Property | P, right: Scalar | Property | P]
}

/**
 * Whether the property equals one of a list of literals of one kind. False for every record when the list is
 * empty, else unknown for null. OGC 21-065r2, clause 7.2 "Advanced Comparison Operators".
 */
export interface InList<P = never> {
  readonly op: 'in'
  readonly args: readonly [value: Property | P, list: readonly (Scalar | P)[] | P]
}

/**
 * Whether the property lies between two bounds, both included. Numbers as in OGC 21-065r2, clause 7.2 "Advanced
 * Comparison Operators"; instants and days too.
 */
export interface Between<P = never> {
  readonly op: 'between'
  readonly args: readonly [value: Property | P, lower: Bound | P, upper: Bound | P]
}

/** A bound of {@link Between}. */
export type Bound = number | Timestamp | CalendarDate

/** Whether the property has no value; never unknown. OGC 21-065r2, clause 6.6, rule `isNullPredicate`. */
export interface IsNull {
  readonly op: 'isNull'
  readonly args: readonly [property: Property]
}

/**
 * Whether the property's geometry shares a point with the literal, edges included; unknown for null.
 * OGC 21-065r2, clause 7.5 "Basic Spatial Functions".
 */
export interface Intersects {
  readonly op: 's_intersects'
  readonly args: readonly [property: Property, geometry: Geometry]
}

/** Two or more expressions joined, three-valued. OGC 21-065r2, clause 6.2, "Truth table". */
export interface Logical<P = never> {
  readonly op: 'and' | 'or'
  readonly args: readonly Expression<P>[]
}

/** The contrary of an expression; the contrary of unknown is unknown. OGC 21-065r2, clause 6.2. */
export interface Negation<P = never> {
  readonly op: 'not'
  readonly args: readonly [expression: Expression<P>]
}

/** One test on a record, without logic around it. OGC 21-065r2, clause 6.2. */
export type Predicate<P = never> = Comparison<P> | InList<P> | Between<P> | IsNull | Intersects

/** A boolean expression: a constant, a predicate, or predicates joined. OGC 21-065r2, clause 6.2. */
export type Expression<P = never> = boolean | Logical<P> | Negation<P> | Predicate<P>

/** A filter that can run. A record is selected only when it is true, not when unknown. OGC 21-065r2, clause 6.2. */
export type Filter = Expression

/** A filter with placeholders, as in a role's row condition; `bind` makes a {@link Filter} of it. */
export type FilterTemplate = Expression<Param>

/** Every operator of the tree. */
export type Operator = Exclude<Expression, boolean>['op']
