import type { Lang } from '@saola/sdk'

/** The language a client asks for: the first of ours by its weights, Vietnamese when it does not say. */
export function languageOf(acceptLanguage: string | null | undefined): Lang {
  if (!acceptLanguage) return 'vi'
  let best: Lang = 'vi'
  let weight = 0
  for (const part of acceptLanguage.split(',', 20)) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';')
    const lang =
      range === 'en' || range.startsWith('en-')
        ? 'en'
        : range === 'vi' || range.startsWith('vi-')
          ? 'vi'
          : undefined
    if (!lang) continue
    const q = parameters.find((one) => one.trim().startsWith('q='))
    const value = q ? Number(q.trim().slice(2)) : 1
    if (value > weight) {
      best = lang
      weight = value
    }
  }
  return best
}
