const VIETNAM = 'Asia/Ho_Chi_Minh'

function formatOf(lang: 'vi' | 'en'): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: VIETNAM,
    day: lang === 'vi' ? '2-digit' : 'numeric',
    month: lang === 'vi' ? '2-digit' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
}

/** A day and a time in Vietnam: `24/11/2026 02:47`. */
export function timeOf(at: string, lang: 'vi' | 'en'): string {
  const parts = new Map<string, string>()
  for (const { type, value } of formatOf(lang).formatToParts(new Date(at))) parts.set(type, value)
  const [day, month, year] = ['day', 'month', 'year'].map((name) => parts.get(name))
  const clock = `${parts.get('hour')}:${parts.get('minute')}`
  return lang === 'vi' ? `${day}/${month}/${year} ${clock}` : `${day} ${month} ${year}, ${clock}`
}

/** A day of the calendar, `2025-07-01`, as people write it. */
export function dayOf(day: string, lang: 'vi' | 'en'): string {
  return timeOf(`${day}T12:00:00+07:00`, lang).replace(/,? \d\d:\d\d$/, '')
}

/** The day after the last one of a name. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
