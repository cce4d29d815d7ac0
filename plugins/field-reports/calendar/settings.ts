import type { JsonSchema } from '@saola/sdk'
import type { WorkCalendar } from './calendar.ts'

/** When the offices of the province work. */
export interface CalendarSettings {
  workingHours: { from: string; to: string }[]
  workingDays: number[]
}

const TIME = '^([01]\\d|2[0-3]):[0-5]\\d$'
const time = (vi: string, en: string): JsonSchema => ({
  type: 'string',
  pattern: TIME,
  'x-title': { vi, en },
})

/** Settings of the module that belong to deadlines. Holidays are records: they change each year. */
export const calendarSettings: Record<keyof CalendarSettings, JsonSchema> = {
  workingHours: {
    type: 'array',
    minItems: 1,
    maxItems: 6,
    default: [
      { from: '07:30', to: '11:30' },
      { from: '13:30', to: '17:00' },
    ],
    items: {
      type: 'object',
      required: ['from', 'to'],
      additionalProperties: false,
      properties: { from: time('Từ', 'From'), to: time('Đến', 'To') },
    },
    'x-title': { vi: 'Giờ làm việc', en: 'Working hours' },
  } as JsonSchema,
  workingDays: {
    type: 'array',
    minItems: 1,
    maxItems: 7,
    uniqueItems: true,
    default: [1, 2, 3, 4, 5],
    items: { type: 'integer', minimum: 0, maximum: 6 },
    'x-title': { vi: 'Ngày làm việc trong tuần (0 là Chủ nhật)', en: 'Working days (0 is Sunday)' },
  } as JsonSchema,
}

/** Working hours as minutes: in order, those that overlap as one, and those that end before they begin left out. */
export function shiftsOf(hours: CalendarSettings['workingHours']): WorkCalendar['shifts'] {
  const shifts: [number, number][] = []
  const given = hours
    .map(({ from, to }): [number, number] => [minutes(from), minutes(to)])
    .filter(([from, to]) => from < to)
    .sort(([a], [b]) => a - b)
  for (const [from, to] of given) {
    const last = shifts.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else shifts.push([from, to])
  }
  return shifts
}

function minutes(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}
