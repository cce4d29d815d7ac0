import { type Expression, type Moment, momentAt, parseInstant, parseShift, type Timestamp } from '@saola/cql2'

/** A beginning or end: an instant, or one that moves with the clock. */
export type Edge = Timestamp | Moment

/** A stretch of time, its end not included; without an edge it is open there. */
export interface Period {
  from?: Edge
  to?: Edge
}

const HOUR = 3_600_000
const VIETNAM = 7 * HOUR

/**
 * Reads a period as addresses hold it: `2026-11`, `2026-11-24`, `2026-11-24T02` and `today` are stretches of Vietnamese
 * time; `a..b` goes from one edge to another, each an RFC 3339 instant, a beginning of those, `now` or `today`, shifted
 * as in `now+PT4H` or `today-P1D`; an edge left out is open. Undefined for anything else.
 */
export function readPeriod(text: string): Period | undefined {
  const [first = '', second, ...more] = text.split('..')
  if (more.length > 0) return undefined
  if (second === undefined) return readStretch(first)
  const from = first === '' ? undefined : readEdge(first)
  const to = second === '' ? undefined : readEdge(second)
  if ((first !== '' && !from) || (second !== '' && !to) || (!from && !to)) return undefined
  return { ...(from && { from }), ...(to && { to }) }
}

/** The same the other way, as short as it can be said. */
export function printPeriod({ from, to }: Period): string {
  const whole = from && to ? printStretch(from, to) : undefined
  return whole ?? `${from ? printEdge(from) : ''}..${to ? printEdge(to) : ''}`
}

/** The test of a field against a period. */
export function periodFilter(property: string, { from, to }: Period): Expression<Moment> {
  const after: Expression<Moment> = from ? { op: '>=', args: [{ property }, from] } : true
  const before: Expression<Moment> = to ? { op: '<', args: [{ property }, to] } : true
  if (after === true) return before
  return before === true ? after : { op: 'and', args: [after, before] }
}

/** Beginning and end of an hour, day or month in Vietnam, as groups of counts name them; undefined for other texts. */
export function stretchOf(text: string): { from: number; to: number } | undefined {
  const [, year, month, day, hour] = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d))?)?$/.exec(text) ?? []
  if (year === undefined) return undefined
  const at = (months: number, days: number, hours: number) =>
    Date.UTC(Number(year), Number(month) - 1 + months, Number(day ?? 1) + days, Number(hour ?? 0) + hours) -
    VIETNAM
  const from = at(0, 0, 0)
  if (groupAt(from, hour ? 'hour' : day ? 'day' : 'month') !== text) return undefined
  return { from, to: hour ? at(0, 0, 1) : day ? at(0, 1, 0) : at(1, 0, 0) }
}

/** The hour, day or month in Vietnam that an instant belongs to: `2026-11-24T02`. */
export function groupAt(millis: number, unit: 'hour' | 'day' | 'month'): string {
  return new Date(millis + VIETNAM).toISOString().slice(0, { hour: 13, day: 10, month: 7 }[unit])
}

function readStretch(text: string): Period | undefined {
  const stretch = stretchOf(text)
  if (stretch) return { from: instant(stretch.from), to: instant(stretch.to) }
  const edge = readEdge(text)
  if (!edge || !('op' in edge) || edge.op !== 'today') return undefined
  const days = daysOf(edge)
  return days === undefined ? undefined : { from: today(days), to: today(days + 1) }
}

function printStretch(from: Edge, to: Edge): string | undefined {
  if ('op' in from || 'op' in to) {
    const [start, end] = [daysOf(from), daysOf(to)]
    return start !== undefined && end === start + 1 ? printEdge(from) : undefined
  }
  const [start, end] = [Date.parse(from.timestamp), Date.parse(to.timestamp)]
  for (const unit of ['hour', 'day', 'month'] as const) {
    const name = groupAt(start, unit)
    const stretch = stretchOf(name)
    if (stretch?.from === start && stretch.to === end) return name
  }
  return undefined
}

const moving = /^(now|today)(?:([+ -])(P\w+))?$/

function readEdge(text: string): Edge | undefined {
  const [, op, sign, shift] = moving.exec(text) ?? []
  if (op !== undefined) {
    const moment: Moment = {
      op: op as Moment['op'],
      args: shift === undefined ? [] : [sign === '-' ? `-${shift}` : shift],
    }
    // Years that no calendar has are as wrong as a shift that is none.
    return momentAt(moment, 0) === undefined ? undefined : moment
  }
  const stretch = stretchOf(text)
  if (stretch) return instant(stretch.from)
  return parseInstant(text) === undefined ? undefined : { timestamp: text }
}

function printEdge(edge: Edge): string {
  if ('timestamp' in edge) return edge.timestamp
  const [shift] = edge.args
  if (shift === undefined) return edge.op
  return shift.startsWith('-') ? `${edge.op}${shift}` : `${edge.op}+${shift}`
}

function instant(millis: number): Timestamp {
  return { timestamp: new Date(millis).toISOString() }
}

function today(days: number): Moment {
  return { op: 'today', args: days === 0 ? [] : [days < 0 ? `-P${-days}D` : `P${days}D`] }
}

/** How many days after today a day begins; undefined for other edges. */
function daysOf(edge: Edge): number | undefined {
  if (!('op' in edge) || edge.op !== 'today') return undefined
  const [shift] = edge.args
  const millis = shift === undefined ? 0 : parseShift(shift)
  return millis === undefined || millis % (24 * HOUR) !== 0 ? undefined : millis / (24 * HOUR)
}
