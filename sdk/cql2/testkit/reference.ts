import type { Filter, Literal } from '../tree/filter.ts'

/**
 * A slow evaluator written from the standard's truth table in another way than the real one: truth is a number
 * (0 false, ½ unknown, 1 true) so that `and` is the least, `or` the greatest and `not` the complement; values are
 * reduced to sort keys; a box over the antimeridian is two boxes; a polygon is judged by its winding number.
 */
export function reference(filter: Filter, record: Record<string, unknown>): 0 | 0.5 | 1 {
  return truth(filter, record) as 0 | 0.5 | 1
}

type Node = { op: string; args: unknown[] }

function truth(filter: unknown, record: Record<string, unknown>): number {
  if (filter === true) return 1
  if (filter === false) return 0
  const { op, args } = filter as Node
  if (op === 'and') return Math.min(...args.map((part) => truth(part, record)))
  if (op === 'or') return Math.max(...args.map((part) => truth(part, record)))
  if (op === 'not') return 1 - truth(args[0], record)
  const [left, right, upper] = args
  if (op === 'isNull') return Number(operand(left, record) === undefined)
  if (op === 'in') {
    const equals = (right as unknown[]).map((element) =>
      ordered(left, element, record, (order) => order === 0),
    )
    return Math.max(0, ...equals)
  }
  if (op === 'between') {
    const above = ordered(left, right, record, (order) => order >= 0)
    const below = ordered(left, upper, record, (order) => order <= 0)
    return Math.min(above, below)
  }
  if (op === 's_intersects') return touches(operand(left, record), right as Literal)
  return ordered(left, right, record, (order) => {
    if (op === '=') return order === 0
    if (op === '<>') return order !== 0
    return op.startsWith('<')
      ? order < 0 || (op === '<=' && order === 0)
      : order > 0 || (op === '>=' && order === 0)
  })
}

function ordered(
  left: unknown,
  right: unknown,
  record: Record<string, unknown>,
  test: (order: number) => boolean,
): number {
  const kind = kindFor(left, right)
  const a = key(operand(left, record), kind)
  const b = key(operand(right, record), kind)
  if (a === undefined || b === undefined) return 0.5
  return Number(test(a < b ? -1 : a > b ? 1 : 0))
}

// Kinds of the fields in arbitraries.ts, known here by name for comparisons of two properties.
function kindFor(left: unknown, right: unknown): string {
  if (typeof right !== 'object' || right === null) return typeof right
  if ('timestamp' in right) return 'timestamp'
  if ('date' in right) return 'date'
  const { property } = left as { property: string }
  if (property === 'seen') return 'timestamp'
  if (property === 'day') return 'date'
  if (property === 'open') return 'boolean'
  return property === 'name' ? 'string' : 'number'
}

function operand(node: unknown, record: Record<string, unknown>): unknown {
  if (typeof node !== 'object' || node === null) return node
  if ('property' in node)
    return Object.entries(record).find(([name]) => name === node.property)?.[1] ?? undefined
  if ('timestamp' in node) return node.timestamp
  if ('date' in node) return node.date
  return node
}

// Every value as a text whose order is that of the values: code points and numbers padded to one width.
function key(value: unknown, kind: string): string | undefined {
  if (value === undefined) return undefined
  if (kind === 'timestamp') {
    const text = value instanceof Date ? value.toISOString() : value
    if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT/i.test(text)) return undefined
    const micros = /\.(\d+)/.exec(text)?.[1]?.padEnd(6, '0').slice(3) ?? '000'
    return pad(Date.parse(text.toUpperCase().replace(/(\.\d{3})\d+/, '$1')) * 1000 + Number(micros))
  }
  if (kind === 'date') return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined
  if (typeof value !== kind || Number.isNaN(value)) return undefined
  if (kind === 'string')
    return [...(value as string)].map((char) => pad(char.codePointAt(0) as number)).join('')
  return pad(Number(value) * 1000)
}

function pad(value: number): string {
  return String(BigInt(Math.round(value)) + 10n ** 17n).padStart(20, '0')
}

function touches(value: unknown, literal: Literal): number {
  const point = value as { coordinates?: [number, number] } | undefined
  if (typeof point !== 'object' || !Array.isArray(point?.coordinates)) return 0.5
  const [x, y] = point.coordinates
  const shape = literal as { bbox?: number[]; type?: string; coordinates: unknown }
  if (shape.bbox) {
    const [west, south, east, north] = shape.bbox as [number, number, number, number]
    const turns =
      west <= east
        ? [[west, east]]
        : [
            [west, 180],
            [-180, east],
          ]
    return Number(
      turns.some(([from, to]) => clamp(x, from as number, to as number) === x) &&
        clamp(y, south, north) === y,
    )
  }
  if (shape.type === 'Point') return Number(String(shape.coordinates) === String([x, y]))
  const ring = (shape.coordinates as [number, number][][])[0] as [number, number][]
  return Number(onRing(ring, x, y) || crossings(ring, x, y) % 2 === 1)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

function onRing(ring: [number, number][], x: number, y: number): boolean {
  return ring.slice(1).some(([bx, by], at) => {
    const [ax, ay] = ring[at] as [number, number]
    const cross = (bx - ax) * (y - ay) === (by - ay) * (x - ax)
    return (
      cross &&
      clamp(x, Math.min(ax, bx), Math.max(ax, bx)) === x &&
      clamp(y, Math.min(ay, by), Math.max(ay, by)) === y
    )
  })
}

// A ray to the north instead of the east.
function crossings(ring: [number, number][], x: number, y: number): number {
  return ring.slice(1).filter(([bx, by], at) => {
    const [ax, ay] = ring[at] as [number, number]
    if (ax <= x === bx <= x) return false
    return ay + ((x - ax) / (bx - ax)) * (by - ay) > y
  }).length
}
