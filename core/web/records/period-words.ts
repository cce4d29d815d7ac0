import { parseShift } from '@saola/cql2'
import type { useFormat } from '@saola/sdk-web'
import type { Words } from '../locales/vi.ts'
import { type Edge, printPeriod, readPeriod, stretchOf } from './periods.ts'

/** Periods that people choose by name. */
export const namedPeriods = ['today', 'today-P1D', 'today-P6D..', '..now', 'now..now+PT4H', 'now..'] as const
type Named = (typeof namedPeriods)[number]

/** A period of an address in the reader's words; the text itself when it is none. */
export function periodWords(
  text: string,
  words: Words['period'],
  format: ReturnType<typeof useFormat>,
): string {
  const period = readPeriod(text)
  if (!period) return text
  const short = printPeriod(period)
  if (isNamed(short)) return words.named[short]
  const stretch = stretchOf(short)
  if (stretch && /^\d{4}-\d\d$/.test(short)) return format.dateTime(stretch.from, 'date').slice(-7)
  if (stretch && short.includes('T')) {
    return `${format.dateTime(stretch.from, 'time')}–${format.dateTime(stretch.to, 'time')} ${format.dateTime(stretch.from, 'date')}`
  }
  if (stretch) return format.dateTime(stretch.from, 'date')
  const from = period.from && edgeWords(period.from, words, format)
  const to = period.to && edgeWords(period.to, words, format)
  return from && to ? words.between(from, to) : from ? words.from(from) : words.until(to ?? '')
}

export function isNamed(text: string): text is Named {
  return namedPeriods.some((one) => one === text)
}

function edgeWords(edge: Edge, words: Words['period'], format: ReturnType<typeof useFormat>): string {
  if ('timestamp' in edge) return format.dateTime(edge.timestamp, 'dateTime')
  const [shift] = edge.args
  const length = shift === undefined ? 0 : (parseShift(shift) ?? 0)
  if (length === 0) return words[edge.op]
  return words.shifted(words[edge.op], format.duration(length), length < 0)
}
