import type { Filter, FilterTemplate, Geometry } from '../tree/filter.ts'

/**
 * The filter in the JSON encoding (OGC 21-065r2, clause 8.3 "CQL2 JSON") as one stable text: equal trees give equal
 * texts whatever the order of their members, and parsing it gives the same tree. The order of operands is kept.
 */
export function canonical(filter: Filter | FilterTemplate): string {
  return write(filter, JSON.stringify)
}

/** Writes a tree; `literal` writes each literal. */
export function write(node: FilterTemplate, literal: (value: unknown) => string): string {
  if (typeof node === 'boolean') return String(node)
  const operand = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(operand).join(',')}]`
    if (typeof value !== 'object' || value === null) return literal(value)
    if ('property' in value) return `{"property":${JSON.stringify(value.property)}}`
    if ('param' in value) return `{"param":${JSON.stringify(value.param)}}`
    if ('timestamp' in value) return literal({ timestamp: value.timestamp })
    if ('date' in value) return literal({ date: value.date })
    return literal(ordered(value as Geometry))
  }
  const logical = node.op === 'and' || node.op === 'or' || node.op === 'not'
  const args = logical ? node.args.map((part) => write(part, literal)) : node.args.map(operand)
  return `{"op":${JSON.stringify(node.op)},"args":[${args.join(',')}]}`
}

function ordered(geometry: Geometry): Geometry {
  if ('bbox' in geometry) return { bbox: geometry.bbox }
  if (geometry.type === 'Point') return { type: 'Point', coordinates: geometry.coordinates }
  return { type: 'Polygon', coordinates: geometry.coordinates }
}
