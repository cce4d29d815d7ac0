/** What a client sends. */
export interface Input {
  title: string
  status: 'open' | 'done'
  value: number | null
  visits: number | null
  active: boolean | null
  seenAt: string | null
  place: { type: 'Point'; coordinates: [number, number] } | null
}

/** What a client gets: the same names, order and types as a record of the framework. */
export interface Item extends Input {
  id: string
  version: number
  createdAt: string
  createdBy: string
  updatedAt: string
  updatedBy: string
  unit: string | null
}

export interface Fault {
  pointer: string
  code: string
  detail: string
}

const NAMES = new Set(['title', 'status', 'value', 'visits', 'active', 'seenAt', 'place'])
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** Checks a body by hand, as one would for a single table. */
export function readInput(body: unknown): Input | Fault[] {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    return [{ pointer: '', code: 'type', detail: 'must be an object' }]
  }
  const given = body as Record<string, unknown>
  const faults: Fault[] = []
  const fault = (name: string, code: string, detail: string) => {
    faults.push({ pointer: `/${name}`, code, detail })
    return null
  }
  for (const name of Object.keys(given)) if (!NAMES.has(name)) fault(name, 'unknown', 'is not a field')

  const { title, status, value = null, visits = null, active = null, seenAt = null, place = null } = given
  const text = typeof title === 'string' ? title.normalize('NFC') : ''
  if (text === '') fault('title', 'required', 'must be a text')
  else if (text.length > 200) fault('title', 'too-long', 'must have at most 200 characters')
  if (status !== 'open' && status !== 'done') fault('status', 'option', 'must be open or done')
  if (value !== null && !Number.isFinite(value)) fault('value', 'type', 'must be a number')
  if (visits !== null && !Number.isSafeInteger(visits)) fault('visits', 'type', 'must be a whole number')
  if (active !== null && typeof active !== 'boolean') fault('active', 'type', 'must be true or false')
  const seen = seenAt === null ? null : readInstant(seenAt)
  if (seen === undefined) fault('seenAt', 'format', 'must be an RFC 3339 time')
  const point = place === null ? null : readPoint(place)
  if (point === undefined) fault('place', 'type', 'must be a GeoJSON point')
  if (faults.length > 0) return faults
  return { title: text, status, value, visits, active, seenAt: seen, place: point } as Input
}

function readInstant(value: unknown): string | undefined {
  if (typeof value !== 'string' || !INSTANT.test(value)) return undefined
  const time = new Date(value)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}

function readPoint(value: unknown): Input['place'] | undefined {
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown }
  if (type !== 'Point' || !Array.isArray(coordinates) || coordinates.length !== 2) return undefined
  const [longitude, latitude] = coordinates as [unknown, unknown]
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return undefined
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) return undefined
  return { type: 'Point', coordinates: [longitude, latitude] }
}

/** A row of either database; SQLite keeps a boolean as a number. */
export interface Row extends Omit<Item, 'active' | 'place'> {
  active: boolean | number | null
  lon: number | null
  lat: number | null
}

export function itemOf(row: Row): Item {
  return {
    id: row.id,
    version: row.version,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy,
    unit: row.unit,
    title: row.title,
    status: row.status,
    value: row.value,
    visits: row.visits,
    active: row.active === null ? null : Boolean(row.active),
    seenAt: row.seenAt,
    place: row.lon === null || row.lat === null ? null : { type: 'Point', coordinates: [row.lon, row.lat] },
  }
}
