import { readFileSync } from 'node:fs'
import type { DemoCategory, Severity } from '../report.ts'

/**
 * One report as it was written by hand, a line of `texts/<category>.txt`: place | address | description | marks.
 * Marks: `no:4127` its number · `at:-665` when it was sent · a status (`done` when finished well, `open` when anything
 * else) · `merge:4131` · `late:28` minutes overdue · `!` critical, `^` high, `_` low · `p:pothole,graffiti` its
 * pictures, `p:-` none.
 */
export interface Line {
  category: string
  /** `storm`: this night, since 18:00. `day`: before it, open or finished within a day. `week`: finished earlier. */
  section: 'storm' | 'day' | 'week'
  place: string
  address: string
  text: string
  marks: ReadonlySet<string>
  number?: number
  at?: number
  mergedInto?: number
  late?: number
  severity?: Severity
  /** Undefined when the generator may choose. */
  scenes?: string[]
}

const severities: Record<string, Severity> = { '!': 'critical', '^': 'high', _: 'low' }

export function readLines(categories: readonly DemoCategory[]): Line[] {
  return categories.flatMap(({ code }) => {
    const text = readFileSync(new URL(`../texts/${code}.txt`, import.meta.url), 'utf8')
    let section: Line['section'] = 'week'
    return text.split('\n').flatMap((line) => {
      if (line.startsWith('# ')) section = line.slice(2).trim() as Line['section']
      return line.includes('|') ? [readLine(line, code, section)] : []
    })
  })
}

function readLine(line: string, category: string, section: Line['section']): Line {
  const [place = '', address = '', text = '', rest = ''] = line.split('|').map((part) => part.trim())
  const words = rest.split(/\s+/).filter(Boolean)
  const textOf = (key: string) => words.find((word) => word.startsWith(`${key}:`))?.slice(key.length + 1)
  const numberOf = (key: string) => (textOf(key) === undefined ? undefined : Number(textOf(key)))
  const scenes = textOf('p')
  return {
    category,
    section,
    place,
    address,
    text,
    marks: new Set(words.filter((word) => !word.includes(':'))),
    number: numberOf('no'),
    at: numberOf('at'),
    mergedInto: numberOf('merge'),
    late: numberOf('late'),
    severity: words.map((word) => severities[word]).find(Boolean),
    scenes: scenes === undefined ? undefined : scenes === '-' ? [] : scenes.split(','),
  }
}
