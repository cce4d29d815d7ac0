import { family, men, officers, women } from '../people.ts'
import { places } from '../places.ts'
import { type Random, randomFrom } from '../random.ts'
import type { DemoCategory, DemoReport, Status } from '../report.ts'
import { historyOf } from './history.ts'
import type { Line } from './lines.ts'
import { picturesOf } from './pictures.ts'
import { schedule, type Times } from './schedule.ts'
import { storyOf } from './story.ts'

export type Ring = [number, number][]

/** The newest ones nobody has read yet, and those that are read but not yet given to a unit. */
const UNREAD = 7
const UNASSIGNED = 11
const FIRST_NUMBER = 3734

const marked: [string, Status][] = [
  ['received', 'received'],
  ['verified', 'verified'],
  ['assigned', 'assigned'],
  ['progress', 'in-progress'],
  ['info', 'need-information'],
  ['returned', 'returned'],
  ['returned2', 'returned'],
  ['reopened', 'reopened'],
]

export function composeReports(
  lines: readonly Line[],
  categories: readonly DemoCategory[],
  wards: ReadonlyMap<string, Ring>,
): DemoReport[] {
  const times = schedule(lines, categories)
  const byAge = [...lines].sort((a, b) => timesOf(times, b).age - timesOf(times, a).age)
  const numbers = numberAll(byAge)
  const targets = targetsOf(byAge, times)
  const phones = new Set<string>()
  return byAge
    .map((line) => {
      const number = numbers.get(line) ?? 0
      const random = randomFrom(number)
      const category = categories.find(({ code }) => code === line.category)
      if (!category) throw new Error(`no category ${line.category}`)
      return compose({ line, number, random, category, phones, times: timesOf(times, line), targets, wards })
    })
    .sort((a, b) => a.requested - b.requested || a.number - b.number)
}

interface Work {
  line: Line
  number: number
  random: Random
  category: DemoCategory
  times: Times
  targets: ReadonlyMap<Line, Status>
  wards: ReadonlyMap<string, Ring>
  phones: Set<string>
}

function compose({ line, number, random, category, times, targets, wards, phones }: Work): DemoReport {
  const place = places[line.place]
  const ring = place && wards.get(place.ward)
  if (!place || !ring) throw new Error(`no place ${line.place}`)
  const perWard = ['ha-tang', 'cong-an', 'mot-cua'].includes(category.unit)
  const unit = perWard ? `${category.unit}-${place.ward}` : category.unit
  const officer = random.pick(officers[unit] ?? officers[category.unit] ?? [])
  const history =
    storyOf(number, unit) ??
    historyOf({ line, times, target: targets.get(line) ?? 'received', unit, officer, random })
  const status = history.findLast((entry) => entry.status !== undefined)?.status ?? 'received'
  const assigned = history.some((entry) => entry.unit !== undefined)
  const accepted = history.some((entry) => entry.status === 'accepted')
  const follows = random.chance(0.18) ? random.between(1, 6) : 0
  return {
    number,
    category: line.category,
    severity: line.severity ?? category.severity,
    status,
    description: line.text,
    address: line.address,
    position: positionIn(ring, place.at, place.spread, random),
    ward: place.ward,
    requested: -times.age,
    channel: random.pick(['portal', 'portal', 'portal', 'portal', 'hotline', 'open311', 'officer']),
    ...reporterOf(random, phones),
    ...(assigned ? { unit } : {}),
    ...(accepted ? { officer } : {}),
    ...(line.mergedInto === undefined ? {} : { mergedInto: line.mergedInto }),
    ...(follows > 0 ? { followers: follows } : {}),
    photos: picturesOf(line, times.age, status, random),
    history,
  }
}

/** Numbers run with the time of sending, except for those the story gives. */
function numberAll(byAge: readonly Line[]): Map<Line, number> {
  const given = new Set(byAge.flatMap(({ number }) => (number === undefined ? [] : [number])))
  let next = FIRST_NUMBER
  return new Map(
    byAge.map((line) => {
      if (line.number !== undefined) return [line, line.number]
      while (given.has(next)) next += 1
      next += 1
      return [line, next - 1]
    }),
  )
}

/** Where each open report stands: as its line says; the newest are unread or unassigned; the rest by its age. */
function targetsOf(byAge: readonly Line[], times: ReadonlyMap<Line, Times>): Map<Line, Status> {
  const targets = new Map<Line, Status>()
  const free: Line[] = []
  for (const line of byAge.toReversed()) {
    if (timesOf(times, line).ended !== undefined) continue
    const status = marked.find(([mark]) => line.marks.has(mark))?.[1]
    if (status) targets.set(line, status)
    else free.push(line)
  }
  const random = randomFrom(311)
  for (const [index, line] of free.entries()) {
    const { age } = timesOf(times, line)
    if (index < UNREAD) targets.set(line, 'received')
    else if (index < UNREAD + UNASSIGNED) targets.set(line, 'verified')
    else if (age < 50) targets.set(line, random.pick(['assigned', 'assigned', 'accepted']))
    else
      targets.set(
        line,
        random.pick(['assigned', 'accepted', 'accepted', 'in-progress', 'in-progress', 'in-progress']),
      )
  }
  return targets
}

function timesOf(times: ReadonlyMap<Line, Times>, line: Line): Times {
  const found = times.get(line)
  if (!found) throw new Error(`no time for ${line.text}`)
  return found
}

function reporterOf(random: Random, phones: Set<string>): Pick<DemoReport, 'reporter'> {
  if (random.chance(0.22)) return {}
  const name = `${random.pick(family)} ${random.pick(random.chance(0.5) ? men : women)}`
  if (random.chance(0.35)) return { reporter: { name } }
  let phone = ''
  do phone = `095${random.between(0, 9_999_999).toString().padStart(7, '0')}`
  while (phones.has(phone))
  phones.add(phone)
  return { reporter: { name, phone } }
}

function positionIn(
  ring: Ring,
  [longitude, latitude]: [number, number],
  spread: number,
  random: Random,
): [number, number] {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const angle = random.next() * 2 * Math.PI
    const metres = spread * Math.sqrt(random.next())
    const at: [number, number] = [
      round(longitude + (metres * Math.cos(angle)) / 105_500),
      round(latitude + (metres * Math.sin(angle)) / 110_700),
    ]
    if (inside(ring, at)) return at
  }
  throw new Error(`${longitude}, ${latitude} lies outside of its ward`)
}

export function inside(ring: Ring, [x, y]: [number, number]): boolean {
  let within = false
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring.at(index - 1) ?? [ax, ay]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within
  }
  return within
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
