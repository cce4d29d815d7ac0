import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import categoryData from './categories.json' with { type: 'json' }
import { composeReports, inside, type Ring } from './generate/compose.ts'
import { readLines } from './generate/lines.ts'
import { safeAge } from './generate/schedule.ts'
import { places } from './places.ts'
import { type DemoCategory, type DemoReport, isOpen, transitions } from './report.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

const categories = categoryData as DemoCategory[]
const reports = read('reports.json') as DemoReport[]
const { features } = read('../../../examples/nghe-an/wards/wards.json') as {
  features: { id: string; geometry: { coordinates: Ring[] } }[]
}
const units = read('../../../examples/nghe-an/units/units.json') as { id: string }[]
const wards = new Map(features.map(({ id, geometry }) => [id, geometry.coordinates[0] ?? []]))
const open = reports.filter(({ status }) => isOpen(status))
const categoryOf = (report: DemoReport) =>
  categories.find(({ code }) => code === report.category) as DemoCategory
const byNumber = (number: number) => reports.find((report) => report.number === number)

test('the file is what the texts and the generator give', () => {
  expect(composeReports(readLines(categories), categories, wards)).toEqual(reports)
})

test('400 reports with their own number and their own words', () => {
  expect(reports).toHaveLength(400)
  expect(new Set(reports.map(({ number }) => number)).size).toBe(400)
  expect(new Set(reports.map(({ description }) => fold(description))).size).toBe(400)
})

test('texts are as different as people: long and short, without accents, with old names', () => {
  const lengths = reports.map(({ description }) => description.length)
  expect(lengths.filter((length) => length > 200).length).toBeGreaterThanOrEqual(12)
  expect(lengths.filter((length) => length < 40).length).toBeGreaterThanOrEqual(15)
  const plain = reports.filter(({ description }) => fold(description) === description.toLowerCase())
  expect(plain.length).toBeGreaterThanOrEqual(12)
  const old = new Set(Object.values(places).map((place) => place.old))
  const named = reports.filter(({ address }) => [...old].some((name) => address.includes(name)))
  expect(named.length).toBeGreaterThanOrEqual(60)
})

test('some descriptions hold what must be masked, none of it a real number', () => {
  const digits = reports.map(({ description }) => description.replaceAll(/(?<=\d)[ .](?=\d{3})/g, ''))
  const phones = digits.flatMap((text) => text.match(/(?<!\d)0\d{9}(?!\d)/g) ?? [])
  const identities = digits.flatMap((text) => text.match(/(?<!\d)\d{12}(?!\d)/g) ?? [])
  expect(phones.length).toBeGreaterThanOrEqual(8)
  expect(identities.length).toBeGreaterThanOrEqual(3)
  // No operator uses 095; a fourth digit of 9 would be a birth in the 24th century.
  expect(phones.filter((phone) => !phone.startsWith('095'))).toEqual([])
  expect(identities.filter((identity) => identity[3] !== '9')).toEqual([])
  const own = reports.flatMap(({ reporter }) => reporter?.phone ?? [])
  expect(new Set(own).size).toBe(own.length)
  expect(own.every((phone) => /^095\d{7}$/.test(phone))).toBe(true)
})

describe('categories', () => {
  test('sixteen, each in both languages, one hidden, two sensitive', () => {
    expect(categories).toHaveLength(16)
    expect(new Set(categories.map(({ code }) => code)).size).toBe(16)
    expect(
      categories.every(({ label, description }) => label.vi && label.en && description.vi && description.en),
    ).toBe(true)
    expect(categories.filter((category) => !category.public).map(({ code }) => code)).toEqual(['security'])
    expect(categories.filter(({ sensitive }) => sensitive).map(({ code }) => code)).toEqual([
      'noise',
      'security',
    ])
    const used = new Set(reports.map(({ category }) => category))
    expect(categories.filter(({ code }) => !used.has(code))).toEqual([])
  })

  test('every handling unit is in the tree of units', () => {
    const ids = new Set(units.map(({ id }) => id))
    const missing = reports.flatMap(({ unit, ward }) => [unit ?? ward, ward]).filter((id) => !ids.has(id))
    expect(missing).toEqual([])
  })
})

test('every report lies in its ward', () => {
  expect(reports.filter(({ ward, position }) => !inside(wards.get(ward) ?? [], position))).toEqual([])
})

describe('histories', () => {
  test('begin with the report, run forward and end where it stands, before now', () => {
    for (const { number, requested, status, history } of reports) {
      const times = history.map(({ at }) => at)
      expect(times[0], `${number}`).toBe(requested)
      expect(
        [...times].sort((a, b) => a - b),
        `${number}`,
      ).toEqual(times)
      expect(
        times.every((at) => Number.isInteger(at) && at < 0),
        `${number}`,
      ).toBe(true)
      expect(history.findLast((entry) => entry.status)?.status, `${number}`).toBe(status)
      expect(history[0]?.status).toBe('received')
    }
  })

  test('take only allowed steps', () => {
    const wrong = reports.flatMap(({ number, history }) => {
      const steps = history.flatMap(({ status }) => status ?? [])
      return steps.slice(1).flatMap((next, index) => {
        const from = steps[index] as DemoReport['status']
        return transitions[from].includes(next) ? [] : [`${number}: ${from} → ${next}`]
      })
    })
    expect(wrong).toEqual([])
  })

  test('every state occurs', () => {
    const seen = new Set(reports.flatMap(({ history }) => history.flatMap(({ status }) => status ?? [])))
    expect(Object.keys(transitions).filter((status) => !seen.has(status as DemoReport['status']))).toEqual([])
  })

  test('a merged report names one that is open and older', () => {
    const merged = reports.filter(({ status }) => status === 'merged')
    expect(merged.length).toBeGreaterThan(15)
    for (const { mergedInto, requested } of merged) {
      const master = byNumber(mergedInto ?? 0)
      expect(master && isOpen(master.status) && master.requested < requested).toBe(true)
    }
  })
})

describe('the night of the story', () => {
  test('128 are open: 41 floods, 18 water, 9 trees, 23 roads, 14 lights and 23 others', () => {
    const count = (group: string) => open.filter((report) => categoryOf(report).group === group).length
    expect(open).toHaveLength(128)
    expect(['flooding', 'water', 'tree', 'road', 'light'].map(count)).toEqual([41, 18, 9, 23, 14])
  })

  test('7 are overdue whenever it is loaded, the longest by 2 hours 7 minutes', () => {
    const over = open.map((report) => -report.requested - safeAge(categoryOf(report)))
    expect(over.filter((minutes) => minutes > 0)).toHaveLength(7)
    expect(Math.max(...over)).toBe(127)
    const late = open.filter((report) => -report.requested > safeAge(categoryOf(report)))
    expect(late.every((report) => categoryOf(report).clock === 'always')).toBe(true)
  })

  test('23 wait for a unit, 3 came back, and 46 more are open than when the shift began', () => {
    const of = (...states: string[]) => open.filter(({ status }) => states.includes(status)).length
    expect(of('received', 'verified')).toBe(23)
    expect(of('returned')).toBe(3)
    const before = reports.filter((report) => isOpen(statusAt(report, -287)) && report.requested <= -287)
    expect(open.length - before.length).toBe(46)
  })

  test('reports by the hour are those of the chart, and 67 were resolved within a day', () => {
    const hours = [527, 467, 407, 347, 287, 227, 167, 107, 47]
    const counts = hours.map((from, index) => {
      const to = hours[index + 1] ?? 0
      return reports.filter(({ requested }) => -requested < from && -requested >= to).length
    })
    expect(counts).toEqual([3, 4, 4, 6, 9, 15, 27, 34, 26])
    const resolved = reports.filter(
      (report) =>
        !isOpen(report.status) &&
        report.history.some(({ status, at }) => status === 'resolved' && at > -1440),
    )
    expect(resolved).toHaveLength(67)
  })

  test('those that the screens name are where the screens show them', () => {
    const shown = [4087, 4098, 4131, 4095, 4110, 4119, 4115, 4132, 4133, 4099, 4121, 4090, 4127, 4102, 4109]
    expect(shown.map((number) => byNumber(number)?.status)).toEqual([
      'assigned',
      'assigned',
      'in-progress',
      'returned',
      'in-progress',
      'verified',
      'in-progress',
      'received',
      'received',
      'in-progress',
      'verified',
      'verified',
      'in-progress',
      'need-information',
      'merged',
    ])
    expect(byNumber(4127)?.description).toMatch(/^Vỡ ống nước đường Nguyễn Du, số 112/)
  })
})

function statusAt({ history }: DemoReport, at: number): DemoReport['status'] {
  return history.findLast((entry) => entry.status !== undefined && entry.at <= at)?.status ?? 'spam'
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
}
