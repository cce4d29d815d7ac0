import { compile, parseCql2Json } from '@saola/cql2'
import type { AnyRecord } from '@saola/sdk'

/** Records of all models in memory, answering lists as the centre does. */
export class FakeRecords {
  readonly #models = new Map<string, Map<string, AnyRecord>>()
  readonly #now: () => Date

  constructor(now: () => Date) {
    this.#now = now
  }

  put(model: string, records: readonly AnyRecord[]): void {
    this.#models.set(model, new Map(records.map((record) => [record.id, record])))
  }

  all(model: string): AnyRecord[] {
    return [...(this.#models.get(model)?.values() ?? [])]
  }

  get(model: string, id: string): AnyRecord | undefined {
    return this.#models.get(model)?.get(id)
  }

  /** Creates or changes; the version counts on. */
  write(model: string, id: string, values: Record<string, unknown>): AnyRecord {
    const before = this.get(model, id)
    const at = this.#now().toISOString()
    const record: AnyRecord = {
      createdAt: at,
      createdBy: 'user:fake',
      unit: null,
      ...before,
      ...values,
      id,
      version: (before?.version ?? 0) + 1,
      updatedAt: at,
      updatedBy: 'user:fake',
    }
    const model_ = this.#models.get(model) ?? new Map<string, AnyRecord>()
    model_.set(id, record)
    this.#models.set(model, model_)
    return record
  }

  remove(model: string, id: string): AnyRecord | undefined {
    const record = this.get(model, id)
    this.#models.get(model)?.delete(id)
    return record
  }

  /** All positions that match, as JSON. */
  points(model: string, params: URLSearchParams): object {
    const matches = this.#matches(params)
    const groups = (params.get('group') ?? '').split(',').filter(Boolean)
    const found = this.all(model).filter(matches)
    const placed = found.filter((record) => record[params.get('field') ?? ''])
    const keys = groups.map((field) => [
      ...new Set(placed.map((record) => record[field]).filter((value) => typeof value === 'string')),
    ])
    const numbers = groups.map((field) => placed.some((record) => typeof record[field] === 'number'))
    return {
      count: placed.length,
      total: placed.length,
      unplaced: found.length - placed.length,
      scale: 1e7,
      groups: groups.map((field, at) =>
        numbers[at] ? { field, type: 'number' } : { field, type: 'key', keys: keys[at] },
      ),
      items: placed.map((record) => {
        const place = record[params.get('field') ?? ''] as { coordinates: [number, number] }
        const values = groups.map((field, at) => {
          const value = record[field] ?? null
          return numbers[at] || value === null ? value : (keys[at] ?? []).indexOf(value as string)
        })
        return [record.id, ...place.coordinates.map((degrees) => Math.round(degrees * 1e7)), ...values]
      }),
    }
  }

  /** Grouped counts: by a field, or by the hour, day or month in Vietnam. */
  counts(
    model: string,
    params: URLSearchParams,
  ): { items: { key: unknown; count: number }[]; total: number } {
    const [, unit, inner] = /^(hour|day|month)\((\w+)\)$/.exec(params.get('by') ?? '') ?? []
    const found = this.all(model).filter(this.#matches(params))
    const counts = new Map<unknown, number>()
    for (const record of found) {
      const value = record[inner ?? params.get('by') ?? ''] ?? null
      const key =
        unit === undefined || value === null
          ? value
          : new Date(Date.parse(String(value)) + 7 * 3_600_000)
              .toISOString()
              .slice(0, { hour: 13, day: 10, month: 7 }[unit])
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    const items = [...counts].map(([key, count]) => ({ key, count }))
    items.sort((a, b) => (unit === undefined ? b.count - a.count : 0) || compare(a.key, b.key))
    return { items, total: found.length }
  }

  #matches(params: URLSearchParams): (record: AnyRecord) => boolean {
    const filter = params.get('filter')
    if (filter === null) return () => true
    const parsed = parseCql2Json(JSON.parse(filter), { now: this.#now().getTime() })
    if (!parsed.ok) throw new Error(`${parsed.error.code} ${parsed.error.pointer}`)
    return compile(parsed.filter)
  }

  list(model: string, params: URLSearchParams): { items: AnyRecord[]; next: string | null; count?: number } {
    const matches = this.#matches(params)
    const sort = (params.get('sort') ?? '-createdAt').split(',')
    const found = this.all(model).filter(matches)
    found.sort((a, b) => {
      for (const part of [...sort, 'id']) {
        const field = part.replace(/^-/, '')
        const order = compare(a[field], b[field])
        if (order !== 0) return part.startsWith('-') ? -order : order
      }
      return 0
    })
    const from = Number(params.get('cursor') ?? 0)
    const limit = Number(params.get('limit') ?? 25)
    return {
      items: found.slice(from, from + limit),
      next: from + limit < found.length ? String(from + limit) : null,
      ...(params.get('count') === 'exact' ? { count: found.length } : {}),
    }
  }
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (a === null || a === undefined) return 1
  if (b === null || b === undefined) return -1
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'vi')
}
