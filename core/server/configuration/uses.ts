import type { Kernel } from '@saola/kernel'
import type { Text } from '@saola/sdk'

/** A contribution that shows records of a model. */
export interface Use {
  point: string
  /** `<module>.<name>`. */
  id: string
  label?: Text
  /** Fields that it names, sorted; empty when it shows records without naming any. */
  fields: string[]
}

/** Points whose contributions may show the records of a model. */
const POINTS = ['widgets', 'pages', 'mapLayers', 'dashboards', 'rules'] as const

type Plain = Record<string, unknown>

/**
 * Who shows a model and which of its fields they name. Found in the data of contributions: what code names in itself
 * cannot be known.
 */
export function usesOf(kernel: Kernel, model: string, fields: readonly string[]): Use[] {
  const wanted = new Set(fields)
  const uses: Use[] = []
  for (const point of POINTS) {
    for (const [id, { owner, data }] of kernel.contributions<Plain>(point)) {
      const about = partsAbout(data, model, owner.id)
      if (about.length === 0) continue
      const named = new Set<string>()
      for (const part of about) namesIn(part, wanted, named)
      uses.push({ point, id, label: data.label as Text | undefined, fields: [...named].sort() })
    }
  }
  return uses
}

/** The objects in a contribution that say `model: <this one>`. */
function partsAbout(value: unknown, model: string, owner: string): Plain[] {
  if (Array.isArray(value)) return value.flatMap((one) => partsAbout(one, model, owner))
  if (!isObject(value)) return []
  if (value.model === model || `${owner}.${String(value.model)}` === model) return [value]
  return Object.values(value).flatMap((one) => partsAbout(one, model, owner))
}

/** Words of people are no names of fields. */
const SAID = new Set(['label', 'description', 'help', 'title'])

function namesIn(value: unknown, wanted: ReadonlySet<string>, found: Set<string>): void {
  if (typeof value === 'string') {
    // `-createdAt,name`, `day(requestedAt)`, `{property: 'status'}`.
    for (const word of value.match(/[A-Za-z_]\w*/g) ?? []) if (wanted.has(word)) found.add(word)
  } else if (Array.isArray(value)) {
    for (const one of value) namesIn(one, wanted, found)
  } else if (isObject(value)) {
    for (const [key, one] of Object.entries(value)) {
      if (wanted.has(key)) found.add(key)
      if (!(SAID.has(key) && isObject(one))) namesIn(one, wanted, found)
    }
  }
}

function isObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
