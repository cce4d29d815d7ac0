import type {
  Bbox,
  CalendarDate,
  Geometry,
  Point,
  Polygon,
  Position,
  Scalar,
  Timestamp,
} from '../tree/filter.ts'
import { parseDay, parseInstant } from '../tree/instant.ts'
import { filterErrors, type Path, Refusal } from './errors.ts'
import type { Limits } from './limits.ts'

/** A geometry literal's form. */
export type GeometryKind = 'bbox' | 'Point' | 'Polygon'

/** What is left of the limits while one filter is read. */
export interface Budget {
  readonly limits: Limits
  nodes: number
  inElements: number
  vertices: number
}

export function newBudget(limits: Limits): Budget {
  return { limits, nodes: limits.nodes, inElements: limits.inElements, vertices: limits.vertices }
}

/** Takes `count` from one of the budgets, or refuses. */
export function spend(
  budget: Budget,
  what: 'nodes' | 'inElements' | 'vertices',
  count: number,
  path: Path | undefined,
) {
  budget[what] -= count
  if (budget[what] >= 0) return
  const noun = { nodes: 'expressions and operands', inElements: 'list elements', vertices: 'positions' }[what]
  throw new Refusal(filterErrors.tooLarge, path, `The filter has more than ${budget.limits[what]} ${noun}.`)
}

export function isObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

/** Refuses an object that has another member than `names`. */
export function onlyMembers(
  input: Record<string, unknown>,
  names: readonly string[],
  path: Path | undefined,
) {
  for (const key of Object.keys(input)) {
    if (names.includes(key)) continue
    throw new Refusal(filterErrors.invalid, { parent: path, key }, `Unexpected member beside “${names[0]}”.`)
  }
}

/** A text that both databases can store: no NUL, no half of a surrogate pair, not too long. */
export function readText(input: unknown, budget: Budget, path: Path | undefined): string {
  if (typeof input !== 'string') throw new Refusal(filterErrors.invalid, path, 'Expected a text.')
  if (input.length > budget.limits.stringLength) {
    const limit = budget.limits.stringLength
    throw new Refusal(filterErrors.tooLarge, path, `The text is longer than ${limit} characters.`)
  }
  if (input.includes('\0') || /\p{Surrogate}/u.test(input)) {
    throw new Refusal(
      filterErrors.invalid,
      path,
      'The text is not well-formed Unicode or holds a NUL character.',
    )
  }
  return input
}

/** A name under `key`, such as that of a property. */
export function readName(
  input: Record<string, unknown>,
  key: string,
  budget: Budget,
  path: Path | undefined,
): string {
  onlyMembers(input, [key], path)
  const at = { parent: path, key }
  const name = readText(input[key], budget, at)
  if (name === '') throw new Refusal(filterErrors.invalid, at, 'The name is empty.')
  return name
}

/** A scalar literal, or undefined when the input is something else. */
export function readScalar(input: unknown, budget: Budget, path: Path | undefined): Scalar | undefined {
  if (typeof input === 'string') return readText(input, budget, path)
  if (typeof input === 'number') return readNumber(input, path)
  if (typeof input === 'boolean') return input
  if (!isObject(input)) return undefined
  if (Object.hasOwn(input, 'timestamp')) return readTimestamp(input, path)
  if (Object.hasOwn(input, 'date')) return readDate(input, path)
  return undefined
}

/** A geometry literal of one of the `allowed` forms. */
export function readGeometry(
  input: unknown,
  allowed: readonly GeometryKind[],
  budget: Budget,
  path: Path | undefined,
): Geometry {
  if (!isObject(input)) throw new Refusal(filterErrors.invalid, path, 'Expected a geometry.')
  const kind = Object.hasOwn(input, 'type') ? input.type : Object.hasOwn(input, 'bbox') ? 'bbox' : undefined
  if (typeof kind !== 'string') throw new Refusal(filterErrors.invalid, path, 'Expected a geometry.')
  if (!allowed.some((form) => form === kind)) {
    const forms = allowed.join(', ')
    throw new Refusal(
      filterErrors.opUnsupported,
      path,
      `This geometry is not supported here; use one of: ${forms}.`,
    )
  }
  if (kind === 'bbox') return readBbox(input, path)
  return kind === 'Point' ? readPoint(input, budget, path) : readPolygon(input, budget, path)
}

function readNumber(input: unknown, path: Path | undefined): number {
  if (typeof input !== 'number' || !Number.isFinite(input)) {
    throw new Refusal(filterErrors.invalid, path, 'Expected a finite number.')
  }
  return input === 0 ? 0 : input // -0 cannot be written in JSON and means nothing here
}

function readTimestamp(input: Record<string, unknown>, path: Path | undefined): Timestamp {
  onlyMembers(input, ['timestamp'], path)
  const { timestamp } = input
  if (typeof timestamp === 'string' && parseInstant(timestamp) !== undefined) return { timestamp }
  const at = { parent: path, key: 'timestamp' }
  throw new Refusal(filterErrors.invalid, at, 'Expected an RFC 3339 date-time such as 2026-07-01T00:00:00Z.')
}

function readDate(input: Record<string, unknown>, path: Path | undefined): CalendarDate {
  onlyMembers(input, ['date'], path)
  const { date } = input
  if (typeof date === 'string' && parseDay(date) !== undefined) return { date }
  throw new Refusal(filterErrors.invalid, { parent: path, key: 'date' }, 'Expected a day such as 2026-07-01.')
}

function readBbox(input: Record<string, unknown>, path: Path | undefined): Bbox {
  onlyMembers(input, ['bbox'], path)
  const at = { parent: path, key: 'bbox' }
  const edges = input.bbox
  if (!Array.isArray(edges) || edges.length !== 4) {
    throw new Refusal(filterErrors.invalid, at, 'Expected four numbers: west, south, east, north.')
  }
  const [west, south] = readPosition([edges[0], edges[1]], at)
  const [east, north] = readPosition([edges[2], edges[3]], at)
  if (south > north) throw new Refusal(filterErrors.invalid, at, 'South lies north of north.')
  return { bbox: [west, south, east, north] }
}

function readPoint(input: Record<string, unknown>, budget: Budget, path: Path | undefined): Point {
  spend(budget, 'vertices', 1, path)
  return { type: 'Point', coordinates: readPosition(input.coordinates, { parent: path, key: 'coordinates' }) }
}

function readPolygon(input: Record<string, unknown>, budget: Budget, path: Path | undefined): Polygon {
  const at = { parent: path, key: 'coordinates' }
  const rings = input.coordinates
  if (!Array.isArray(rings) || rings.length === 0) {
    throw new Refusal(filterErrors.invalid, at, 'A polygon needs at least one ring.')
  }
  // A ring counts even when empty, so that a million of them is refused at once.
  spend(budget, 'vertices', rings.length, at)
  return {
    type: 'Polygon',
    coordinates: rings.map((ring, key) => readRing(ring, budget, { parent: at, key })),
  }
}

function readRing(input: unknown, budget: Budget, path: Path): Position[] {
  if (!Array.isArray(input) || input.length < 4) {
    throw new Refusal(filterErrors.invalid, path, 'A ring needs at least four positions.')
  }
  spend(budget, 'vertices', input.length, path)
  const ring = input.map((position, key) => readPosition(position, { parent: path, key }))
  const first = ring[0]
  const last = ring.at(-1)
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    throw new Refusal(filterErrors.invalid, path, 'A ring must end where it starts.')
  }
  return ring
}

function readPosition(input: unknown, path: Path): Position {
  if (!Array.isArray(input) || input.length !== 2) {
    throw new Refusal(filterErrors.invalid, path, 'Expected a position: longitude, latitude.')
  }
  const longitude = readNumber(input[0], path)
  const latitude = readNumber(input[1], path)
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) {
    throw new Refusal(
      filterErrors.invalid,
      path,
      'Longitude lies within ±180 and latitude within ±90 degrees.',
    )
  }
  return [longitude, latitude]
}
