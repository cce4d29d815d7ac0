import { ReadableStream } from 'node:stream/web'
import { NO_KEY, POINT_SCALE, type Points } from '@saola/records'

/** Points as bytes, for maps; anybody else gets JSON. */
export const POINTS_TYPE = 'application/vnd.saola.points'
const JSON_TYPE = 'application/json; charset=utf-8'
const MAGIC = 'SPT1'
/** Columns begin at multiples of this, so that a reader may lay typed arrays over them. */
const STEP = 8
/** Rows of one piece of JSON. */
const PIECE = 2_000

/** Points in the encoding that was asked for, or 304 when the reader has them. */
export function pointsReply(points: Points, request: Request): Response {
  const binary = request.headers.get('accept')?.includes(POINTS_TYPE) ?? false
  const tag = `"${points.version}-${points.total}-${points.unplaced}${binary ? '' : '-json'}"`
  const headers = { etag: tag, vary: 'accept' }
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers })
  if (binary) return new Response(packed(points), { headers: { ...headers, 'content-type': POINTS_TYPE } })
  const body = ReadableStream.from(jsonPieces(points)).pipeThrough(new TextEncoderStream())
  return new Response(body, { headers: { ...headers, 'content-type': JSON_TYPE } })
}

function headOf({ field, count, total, unplaced, groups }: Points) {
  return {
    field,
    count,
    total,
    complete: count === total,
    unplaced,
    scale: POINT_SCALE,
    groups: groups.map((group) =>
      group.type === 'key'
        ? { field: group.field, type: group.type, keys: group.keys }
        : { field: group.field, type: group.type },
    ),
  }
}

/**
 * `SPT1`, the length of the head as 32 bits, the head as JSON, and the columns: ids of 16 bytes, longitudes and
 * latitudes as 32 bits, then each group: indexes of 16 bits (65535 is none) or doubles (NaN is none). Little-endian;
 * the head and each column are filled up to a multiple of eight bytes.
 */
function packed(points: Points): Uint8Array<ArrayBuffer> {
  const head = Buffer.from(JSON.stringify(headOf(points)))
  const columns = [
    points.ids,
    points.longitudes,
    points.latitudes,
    ...points.groups.map(({ values }) => values),
  ]
  const first = filled(8 + head.length)
  const size = columns.reduce((sum, { byteLength }) => sum + filled(byteLength), first)
  const bytes = new Uint8Array(size)
  bytes.set(Buffer.from(MAGIC))
  new DataView(bytes.buffer).setUint32(4, first - 8, true)
  bytes.fill(0x20, 8, first)
  bytes.set(head, 8)
  let at = first
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at)
    at += filled(column.byteLength)
  }
  return bytes
}

function filled(length: number): number {
  return Math.ceil(length / STEP) * STEP
}

function* jsonPieces(points: Points): Generator<string> {
  yield `${JSON.stringify(headOf(points)).slice(0, -1)},"items":[`
  for (let from = 0; from < points.count; from += PIECE) {
    const to = Math.min(from + PIECE, points.count)
    const rows = Array.from({ length: to - from }, (_, at) => rowOf(points, from + at))
    yield `${from === 0 ? '' : ','}${JSON.stringify(rows).slice(1, -1)}`
  }
  yield ']}'
}

function rowOf({ ids, longitudes, latitudes, groups }: Points, at: number): unknown[] {
  const values = groups.map(({ type, values }) => {
    const value = values[at] ?? 0
    const none = type === 'key' ? value === NO_KEY : Number.isNaN(value)
    return none ? null : value
  })
  return [uuid(ids, at), longitudes[at], latitudes[at], ...values]
}

function uuid(ids: Uint8Array, at: number): string {
  const hex = Buffer.from(ids.buffer, ids.byteOffset + at * 16, 16).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
