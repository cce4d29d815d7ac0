/** Hours that Vietnam is ahead of UTC, all year round. */
export const VIETNAM_HOURS = 7

const NUMBER = /\{number:([1-9])\}/

/** The year in Vietnam at an instant, milliseconds since 1970. */
export function yearOf(at: number): number {
  return new Date(at + VIETNAM_HOURS * 3_600_000).getUTCFullYear()
}

/** The code of a pattern for a year and a number: `PA-{year}-{number:6}` gives `PA-2026-000123`. */
export function codeOf(pattern: string, year: number, number: number): string {
  return pattern
    .replace('{year}', String(year))
    .replace(NUMBER, (_all, digits: string) => String(number).padStart(Number(digits), '0'))
}

/** Matches the codes of a pattern, with the groups `year` (where the pattern has one) and `number`. */
export function codePattern(pattern: string): RegExp {
  const source = pattern
    .split(/(\{year\}|\{number:[1-9]\})/)
    .map((part) => {
      if (part === '{year}') return '(?<year>\\d{4})'
      const digits = NUMBER.exec(part)?.[1]
      return digits ? `(?<number>\\d{${digits},15})` : part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    })
    .join('')
  return new RegExp(`^${source}$`)
}
