import type { Ctx } from '@saola/sdk'
import type { CalendarDay } from '../models/calendar-day.ts'
import { PLAIN, type SpecialDay, type WorkCalendar } from './calendar.ts'
import { type CalendarSettings, shiftsOf } from './settings.ts'

const MOST_DAYS = 500

/** The calendar of the province as it stands: settings of the module, and the days of their own kind. */
export async function readCalendar(ctx: Ctx): Promise<WorkCalendar> {
  const [settings, page] = await Promise.all([
    ctx.settings<Partial<CalendarSettings>>(),
    ctx.records<CalendarDay>('calendarDay').list({
      sort: [{ field: 'day', descending: true }],
      limit: MOST_DAYS,
    }),
  ])
  const shifts = settings.workingHours ? shiftsOf(settings.workingHours) : PLAIN.shifts
  const days = page.items.map(({ day, kind, name, basis }): [string, SpecialDay] => [
    day,
    { works: kind === 'made-up', name, ...(basis ? { basis } : {}) },
  ])
  return {
    // Hours that make no sense must not stop the taking of reports.
    shifts: shifts.length > 0 ? shifts : PLAIN.shifts,
    weekdays: settings.workingDays ? new Set(settings.workingDays) : PLAIN.weekdays,
    days: new Map(days),
  }
}
