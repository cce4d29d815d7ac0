import { type Random, randomFrom } from '../random.ts'
import type { DemoCategory } from '../report.ts'
import type { Line } from './lines.ts'

/** Minutes before now, positive. */
export interface Times {
  age: number
  /** When it was finished, merged, rejected…; undefined while open. */
  ended?: number
}

/** Reports of the night by the hour before 02:47, newest first: [from, to, how many]. */
const HOURS: readonly [number, number, number][] = [
  [1, 47, 26],
  [47, 107, 34],
  [107, 167, 27],
  [167, 227, 15],
  [227, 287, 9],
  [287, 347, 6],
  [347, 407, 4],
  [407, 467, 4],
  [467, 527, 3],
]
/** The shift began at 22:00. */
export const SHIFT = 287
const DAY = 1440
/** Crews that work at night, and how many of their jobs they finished since the shift began. */
const NIGHT_WORK: Record<string, number> = { 'street-light': 8, 'water-supply': 6, garbage: 8, road: 6 }

export function schedule(lines: readonly Line[], categories: readonly DemoCategory[]): Map<Line, Times> {
  const random = randomFrom(20261124)
  const categoryOf = new Map(categories.map((category) => [category.code, category]))
  const find = (code: string) => {
    const category = categoryOf.get(code)
    if (!category) throw new Error(`no category ${code}`)
    return category
  }
  const times = new Map<Line, Times>()
  for (const [line, age] of nightAges(lines, find, random))
    times.set(line, { age, ended: endOfNight(line, age, random) })
  const night = new Map(Object.entries(NIGHT_WORK))
  for (const line of lines) {
    if (line.section === 'day') times.set(line, ofDay(line, find(line.category), night, random))
    if (line.section === 'week') times.set(line, ofWeek(line, find(line.category), random))
  }
  return times
}

/** How long after sending a report can wait without being overdue, at whatever moment the demonstration is loaded. */
export function safeAge({ clock, deadlineHours }: DemoCategory): number {
  if (clock === 'always') return deadlineHours * 60
  // At most eight working hours fall into any 24.
  return (Math.floor(deadlineHours / 8) * 24 + (deadlineHours % 8)) * 60 - 60
}

function nightAges(
  lines: readonly Line[],
  find: (code: string) => DemoCategory,
  random: Random,
): Map<Line, number> {
  const night = lines.filter(({ section }) => section === 'storm')
  const ages = new Map<Line, number>()
  for (const line of night) {
    if (line.at !== undefined) ages.set(line, -line.at)
    if (line.late !== undefined) ages.set(line, find(line.category).deadlineHours * 60 + line.late)
  }
  const masters = new Map([...ages].map(([line, age]) => [line.number, age]))
  const slots = HOURS.flatMap(([from, to, count]) => {
    const fixed = [...ages.values()].filter((age) => age >= from && age < to).length
    return Array.from({ length: count - fixed }, () => random.between(from, to - 1))
  }).sort((a, b) => a - b)
  const waiting = night
    .filter((line) => !ages.has(line))
    .map((line) => ({ line, range: rangeOf(line, find(line.category), masters) }))
  if (waiting.length !== slots.length)
    throw new Error(`${waiting.length} reports for ${slots.length} moments`)
  for (let noise = 400; noise >= 0; noise -= 5) {
    const found = match(slots, waiting, noise, random)
    if (found) return new Map([...ages, ...found])
  }
  throw new Error('the night does not fit into its hours')
}

/** Each moment gets the report that must come soonest, with some disorder; undefined when one finds none. */
function match(
  slots: readonly number[],
  waiting: readonly { line: Line; range: [number, number] }[],
  noise: number,
  random: Random,
): Map<Line, number> | undefined {
  const queue = waiting
    .map((entry) => ({ ...entry, order: entry.range[1] - random.next() * noise }))
    .sort((a, b) => a.order - b.order)
  const found = new Map<Line, number>()
  for (const age of slots) {
    const index = queue.findIndex(({ range: [least, most] }) => age >= least && age <= most)
    const [entry] = index < 0 ? [] : queue.splice(index, 1)
    if (!entry) return undefined
    found.set(entry.line, age)
  }
  return found
}

function rangeOf(
  line: Line,
  category: DemoCategory,
  masters: ReadonlyMap<number | undefined, number>,
): [number, number] {
  if (line.mergedInto !== undefined) return [6, (masters.get(line.mergedInto) ?? 0) - 2]
  if (line.marks.has('done')) return [75, 500]
  if (line.marks.has('withdraw') || line.marks.has('reject')) return [25, 500]
  return [line.marks.has('info') ? 45 : 2, Math.min(safeAge(category) - 4, 526)]
}

function endOfNight(line: Line, age: number, random: Random): number | undefined {
  if (line.mergedInto !== undefined) return Math.max(1, Math.min(age - 1, SHIFT - 1) - random.between(0, 6))
  if (line.marks.has('done')) return random.between(5, Math.min(SHIFT - 1, age - 40))
  if (line.marks.has('withdraw') || line.marks.has('reject'))
    return random.between(4, Math.min(SHIFT - 1, age - 8))
  return undefined
}

function ofDay(line: Line, category: DemoCategory, night: Map<string, number>, random: Random): Times {
  if (!line.marks.has('done')) {
    const age = line.at === undefined ? random.between(535, Math.min(safeAge(category), 2600)) : -line.at
    return { age }
  }
  const left = night.get(line.category) ?? 0
  if (left > 0) {
    night.set(line.category, left - 1)
    return {
      ended: random.between(8, SHIFT - 3),
      age: random.between(560, Math.min(safeAge(category), 3000)),
    }
  }
  const ended = random.between(560, DAY - 15)
  return { ended, age: ended + duration(category, random) }
}

function ofWeek(line: Line, category: DemoCategory, random: Random): Times {
  if (!line.marks.has('done')) {
    const age = random.between(DAY + 300, 12_900)
    return { age, ended: age - random.between(5, 240) }
  }
  const took = duration(category, random)
  const ended = random.between(DAY + 20, 12_900 - took)
  return { ended, age: ended + took }
}

/** From sending to finishing: mostly in time, one in fourteen late. */
function duration(category: DemoCategory, random: Random): number {
  const late = random.chance(0.07)
  const share = late ? 1.1 + random.next() * 0.7 : 0.2 + random.next() * 0.7
  if (category.clock === 'always') return Math.round(category.deadlineHours * 60 * share)
  return Math.round(safeAge(category) * share)
}
