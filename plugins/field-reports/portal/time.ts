const VIETNAM = 'Asia/Ho_Chi_Minh'

/** A day and a time in Vietnam. */
export function timeOf(at: string, lang: 'vi' | 'en'): string {
  return new Intl.DateTimeFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: VIETNAM,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(at))
}
