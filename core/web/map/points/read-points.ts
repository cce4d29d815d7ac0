/** Points of a layer as the centre sent them. */
export interface SentPoints {
  count: number
  total: number
  unplaced: number
  id: (at: number) => string
  longitude: (at: number) => number
  latitude: (at: number) => number
  /** The value of a group, null where there is none. */
  value: (group: number, at: number) => string | number | boolean | null
}

export const POINTS_TYPE = 'application/vnd.saola.points'
const MAGIC = 0x31545053
const NO_KEY = 0xffff

interface Head {
  count: number
  total: number
  unplaced: number
  scale: number
  groups: { type: 'key' | 'number'; keys?: (string | boolean)[] }[]
}

/** Lays typed arrays over the bytes; docs/reference/records.md has the format. */
export function readBytes(buffer: ArrayBuffer): SentPoints {
  const view = new DataView(buffer)
  if (view.getUint32(0, true) !== MAGIC) throw new Error('these are no points')
  const length = view.getUint32(4, true)
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length))) as Head
  const { count, scale } = head
  let from = 8 + length
  const next = (bytes: number) => {
    const start = from
    from += Math.ceil((bytes * count) / 8) * 8
    return start
  }
  const ids = new Uint8Array(buffer, next(16), count * 16)
  const longitudes = new Int32Array(buffer, next(4), count)
  const latitudes = new Int32Array(buffer, next(4), count)
  const groups = head.groups.map(({ type, keys = [] }) => {
    if (type === 'number') {
      const values = new Float64Array(buffer, next(8), count)
      return (at: number) => {
        const value = values[at] as number
        return Number.isNaN(value) ? null : value
      }
    }
    const values = new Uint16Array(buffer, next(2), count)
    return (at: number) => {
      const index = values[at] as number
      return index === NO_KEY ? null : (keys[index] ?? null)
    }
  })
  return {
    ...countsOf(head),
    id: (at) => uuid(ids, at * 16),
    longitude: (at) => (longitudes[at] as number) / scale,
    latitude: (at) => (latitudes[at] as number) / scale,
    value: (group, at) => groups[group]?.(at) ?? null,
  }
}

export function readJson(body: unknown): SentPoints {
  const { items, ...head } = body as Head & { items: [string, number, number, ...(number | null)[]][] }
  return {
    ...countsOf(head),
    id: (at) => items[at]?.[0] ?? '',
    longitude: (at) => (items[at]?.[1] ?? 0) / head.scale,
    latitude: (at) => (items[at]?.[2] ?? 0) / head.scale,
    value: (group, at) => {
      const value = items[at]?.[3 + group] ?? null
      const { type, keys = [] } = head.groups[group] ?? { type: 'number' }
      return type === 'number' || value === null ? value : (keys[value as number] ?? null)
    },
  }
}

function countsOf({ count, total, unplaced }: Head) {
  return { count, total, unplaced }
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function uuid(bytes: Uint8Array, at: number): string {
  let text = ''
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-'
    text += hex[bytes[at + i] as number]
  }
  return text
}
