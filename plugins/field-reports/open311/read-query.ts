import type { ListQuery, Near } from '@saola/sdk'
import { notFound, Refused } from './geo-report.ts'
import { type Arguments, instantOf, listOf, positionOf, textOf, wholeOf } from './read-values.ts'
import type { CategoryRecord } from './records.ts'
import { CLOSED, HIDDEN } from './status.ts'

type Filter = NonNullable<ListQuery['filter']>

const DAY = 86_400_000
const LONGEST_SPAN = 90 * DAY
/** Without `page` and `page_size`: as many as the specification says. */
const MOST = 1000
const MOST_IDS = 100
/** Furthest record that pages reach. */
const FURTHEST = 20_000

export interface RequestsQuery {
  /** Codes that were asked for: then nothing else counts. */
  ids?: string[]
  filter: Filter
  near?: Near
  /** Records to leave out, then how many to give. */
  skip: number
  take: number
}

export const NEWEST_FIRST: ListQuery['sort'] = [{ field: 'requestedAt', descending: true }]

/** Reads the arguments of `GET requests`. `categories` are those that the public may see. */
export function readRequestsQuery(
  given: Arguments,
  categories: readonly CategoryRecord[],
  now: number,
): RequestsQuery {
  const ids = listOf(given, 'service_request_id')
  if (ids) return byIds(ids, categories)
  const near = readNear(given)
  // A circle drawn again and again would find the exact place that a rounded position hides.
  const shown = near ? categories.filter(({ sensitive }) => sensitive !== true) : categories
  const [start, end] = readSpan(given, now)
  const page = wholeOf(given, 'page', FURTHEST)
  const size = wholeOf(given, 'page_size', MOST) ?? (page === undefined ? MOST : 100)
  const skip = ((page ?? 1) - 1) * size
  if (skip + size > FURTHEST)
    throw new Refused(400, {
      vi: `Trang ${page} (mỗi trang ${size}) nằm ngoài ${FURTHEST} phản ánh đầu: hãy thu hẹp khoảng ngày`,
      en: `page ${page} of ${size} lies beyond the first ${FURTHEST} requests: narrow the dates`,
    })
  return {
    filter: all(
      visible(readServices(given, categories, shown)),
      timestamp('>=', start),
      // Times are given out to the second: its whole second belongs to the end.
      timestamp('<=', end + 999),
      ...readStatus(given),
    ),
    ...(near ? { near } : {}),
    skip,
    take: size,
  }
}

/** Requests by their codes, among those that the public may see. */
export function byIds(ids: string[], categories: readonly CategoryRecord[]): RequestsQuery {
  if (ids.length > MOST_IDS)
    throw new Refused(400, {
      vi: `service_request_id nhận nhiều nhất ${MOST_IDS} mã`,
      en: `service_request_id takes at most ${MOST_IDS} ids`,
    })
  // What cannot be a code is not looked for.
  const codes = ids.filter((id) => /^[\w-]{1,60}$/.test(id))
  const filter = all(visible(categories), { op: 'in', args: [{ property: 'code' }, codes] })
  return { ids: codes, filter, skip: 0, take: codes.length }
}

function readServices(
  given: Arguments,
  categories: readonly CategoryRecord[],
  shown: readonly CategoryRecord[],
): readonly CategoryRecord[] {
  const codes = listOf(given, 'service_code')
  if (!codes) return shown
  for (const code of codes)
    if (!categories.some((category) => category.code === code))
      throw new Refused(404, notFound('service_code', code))
  return shown.filter(({ code }) => codes.includes(code))
}

/** By default the last 90 days; one date alone is the edge of 90 days. */
function readSpan(given: Arguments, now: number): [start: number, end: number] {
  const start = instantOf(given, 'start_date')
  const end = instantOf(given, 'end_date')
  const last = end ?? (start === undefined ? now : Math.min(now, start + LONGEST_SPAN))
  const first = start ?? last - LONGEST_SPAN
  if (start !== undefined && end !== undefined && first > last)
    throw new Refused(400, {
      vi: 'start_date không được sau end_date',
      en: 'start_date must not be after end_date',
    })
  if (last - first > LONGEST_SPAN)
    throw new Refused(400, {
      vi: 'start_date và end_date không được cách nhau quá 90 ngày',
      en: 'start_date and end_date may not span more than 90 days',
    })
  return [first, last]
}

function readStatus(given: Arguments): Filter[] {
  const wanted = listOf(given, 'status')
  if (!wanted) return []
  for (const status of wanted)
    if (status !== 'open' && status !== 'closed')
      throw new Refused(400, {
        vi: 'status phải là open, closed hoặc cả hai',
        en: 'status must be open, closed or both',
      })
  if (wanted.length > 1) return []
  const closed: Filter = { op: 'in', args: [{ property: 'status' }, [...CLOSED]] }
  return [wanted[0] === 'closed' ? closed : { op: 'not', args: [closed] }]
}

function readNear(given: Arguments): Near | undefined {
  const point = positionOf(given)
  const radius = textOf(given, 'radius')
  if (!point) {
    if (radius !== undefined)
      throw new Refused(400, { vi: 'radius cần có lat và long', en: 'radius needs lat and long' })
    return undefined
  }
  const metres = radius === undefined ? 1000 : /^\d{1,6}(\.\d{1,6})?$/.test(radius) ? Number(radius) : 0
  if (metres <= 0 || metres > 100_000)
    throw new Refused(400, {
      vi: 'radius phải là số mét, lớn hơn 0 và không quá 100000',
      en: 'radius must be metres, more than 0 and at most 100000',
    })
  return { point, metres }
}

function visible(categories: readonly CategoryRecord[]): Filter {
  return all(
    { op: 'in', args: [{ property: 'category' }, categories.map(({ id }) => id)] },
    { op: '=', args: [{ property: 'visible' }, true] },
    { op: 'not', args: [{ op: 'in', args: [{ property: 'status' }, [...HIDDEN]] }] },
  )
}

function timestamp(op: '>=' | '<=', at: number): Filter {
  return { op, args: [{ property: 'requestedAt' }, { timestamp: new Date(at).toISOString() }] }
}

function all(...filters: Filter[]): Filter {
  return { op: 'and', args: filters }
}
