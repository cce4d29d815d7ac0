import { fitting, type Note, notes, shared } from '../comments.ts'
import { operators } from '../people.ts'
import type { Random } from '../random.ts'
import type { DemoEntry, Status } from '../report.ts'
import type { Line } from './lines.ts'
import type { Times } from './schedule.ts'

export interface Scene {
  line: Line
  times: Times
  /** Where an open report stands. */
  target: Status
  unit: string
  officer: string
  random: Random
}

/** Minutes from one step to the next, before they are fitted into the time there was. */
const STEPS: [Status, number, number][] = [
  ['verified', 3, 9],
  ['assigned', 1, 6],
  ['accepted', 4, 30],
  ['in-progress', 6, 60],
]
const WAY: Status[] = ['received', 'verified', 'assigned', 'accepted', 'in-progress']

/** What happened to a report, oldest first, as minutes before now (negative). */
export function historyOf(scene: Scene): DemoEntry[] {
  const { line, times } = scene
  const start: DemoEntry = { at: -times.age, status: 'received', by: 'reporter' }
  const entries = line.marks.has('done') ? finishedWell(scene) : (leftTheWay(scene) ?? stillOpen(scene))
  const all = [start, ...entries].map((entry) => ({ ...entry, at: Math.min(-1, Math.round(entry.at)) }))
  return all.filter(({ status, text }) => status !== undefined || text)
}

function leftTheWay({ line, times, random }: Scene): DemoEntry[] | undefined {
  const at = -(times.ended ?? 0)
  const operator = random.pick(operators)
  const note = (status: Status, texts: readonly Note[], by: string, open = true): DemoEntry[] => [
    { at, status, by, text: random.pick(fitting(texts, line.text)), ...(open ? { public: true } : {}) },
  ]
  if (line.mergedInto !== undefined) return note('merged', shared.merged, operator)
  if (line.marks.has('spam')) return note('spam', shared.spam, operator, false)
  if (line.marks.has('withdraw')) return note('withdrawn', shared.withdrawn, 'reporter')
  const verified: DemoEntry = {
    at: -times.age + (times.age + at) * 0.4,
    status: 'verified',
    by: operator,
    text: random.pick(shared.verified),
  }
  if (line.marks.has('reject')) return [verified, ...note('rejected', shared.rejected, operator)]
  if (line.marks.has('refer')) return [verified, ...note('referred', shared.referred, operator)]
  return undefined
}

function finishedWell(scene: Scene): DemoEntry[] {
  const { line, times, officer, random } = scene
  const end = times.ended ?? 1
  const entries = alongTheWay(scene, 'in-progress', times.age - end, 0.7)
  const words = notesOf(line)
  if (random.chance(0.45)) {
    const last = entries.at(-1)?.at ?? -times.age
    entries.push({
      at: (last - end) / 2,
      by: officer,
      text: random.pick(fitting(words.progress, line.text)),
      public: true,
    })
  }
  const resolved: DemoEntry = {
    at: -end,
    status: 'resolved',
    by: officer,
    text: random.pick(fitting(words.resolved, line.text)),
    public: true,
  }
  if (line.marks.has('reopened-before')) {
    const first = { ...resolved, at: (entries.at(-1)?.at ?? -end) * 0.7 - end * 0.3 }
    const again: DemoEntry[] = [
      {
        at: first.at * 0.6 - end * 0.4,
        status: 'reopened',
        by: 'reporter',
        text: shared.reopened[0],
        public: true,
      },
      { at: first.at * 0.3 - end * 0.7, status: 'in-progress', by: officer },
    ]
    entries.push(first, ...again)
  }
  entries.push(resolved)
  const wait = random.between(200, 4320)
  if (end - wait > 1) {
    const thanked = wait < 3000
    entries.push(
      thanked
        ? { at: wait - end, status: 'closed', by: 'reporter', text: random.pick(shared.thanks), public: true }
        : { at: wait - end, status: 'closed', by: 'system' },
    )
  }
  return entries
}

function stillOpen(scene: Scene): DemoEntry[] {
  const { line, times, target, unit, officer, random } = scene
  const operator = random.pick(operators)
  const age = times.age
  if (target === 'received') return []
  if (target === 'need-information') {
    const entries = alongTheWay(scene, 'verified', age, 0.4)
    const at = (entries.at(-1)?.at ?? -age) * 0.6
    return [
      ...entries,
      {
        at,
        status: target,
        by: operator,
        text: random.pick(fitting(shared.question, line.text)),
        public: true,
      },
    ]
  }
  if (target === 'returned') {
    const entries = alongTheWay(scene, 'assigned', age, 0.2)
    const returned = (share: number): DemoEntry => ({
      at: -age * share,
      status: 'returned',
      by: officer,
      text: random.pick(shared.returned),
    })
    if (!line.marks.has('returned2')) return [...entries, returned(0.4)]
    return [
      ...entries,
      returned(0.7),
      { at: -age * 0.6, status: 'assigned', by: operator, unit },
      returned(0.25),
    ]
  }
  if (target === 'reopened') {
    const entries = alongTheWay(scene, 'in-progress', age, 0.35)
    const text = random.pick(fitting(notesOf(line).resolved, line.text))
    return [
      ...entries,
      { at: -age * 0.58, status: 'resolved', by: officer, text, public: true },
      {
        at: -age * 0.54,
        status: 'reopened',
        by: 'reporter',
        text: random.pick(shared.reopened),
        public: true,
      },
    ]
  }
  const entries = alongTheWay(scene, target, age, 0.75)
  const last = entries.at(-1)?.at ?? -age
  if (line.late !== undefined || line.marks.has('overdue')) {
    entries.push({ at: Math.max(last, -(line.late ?? 60)), by: 'system', text: random.pick(shared.late) })
  } else if (target === 'in-progress' && random.chance(0.6) && last < -6) {
    entries.push({
      at: last / 2,
      by: officer,
      text: random.pick(fitting(notesOf(line).progress, line.text)),
      public: true,
    })
  }
  return entries
}

/** Steps up to `target`, squeezed so that they take at most `share` of the time. Sometimes with a question between. */
function alongTheWay(scene: Scene, target: Status, time: number, share: number): DemoEntry[] {
  const { line, times, unit, officer, random } = scene
  const steps = STEPS.slice(0, WAY.indexOf(target))
  const slow = time > 900 ? 6 : 1
  const waits = steps.map(
    ([status, least, most]) => random.between(least, most) * (status === 'verified' ? 1 : slow),
  )
  const whole = waits.reduce((sum, wait) => sum + wait, 0)
  const squeeze = Math.min(1, (time * share) / whole)
  const operator = random.pick(operators)
  const entries: DemoEntry[] = []
  let at = -times.age
  for (const [index, [status]] of steps.entries()) {
    at += Math.max(1, Math.floor((waits[index] ?? 0) * squeeze))
    if (status === 'verified') entries.push({ at, status, by: operator, text: random.pick(shared.verified) })
    if (status === 'assigned') {
      const text = random.pick(shared.assigned)
      entries.push({ at, status, by: text.startsWith('Quy tắc') ? 'system' : operator, text, unit })
    }
    if (status === 'accepted') {
      entries.push({ at, status, by: officer, text: random.pick(fitting(notesOf(line).accepted, line.text)) })
      if (target === 'in-progress' && time * (1 - share) > 120 && random.chance(0.09)) {
        const asked = at + 3
        at = Math.round(asked + time * (1 - share) * 0.3)
        entries.push(
          {
            at: asked,
            status: 'need-information',
            by: officer,
            text: random.pick(fitting(shared.question, line.text)),
            public: true,
          },
          { at, status: 'accepted', by: 'reporter', text: random.pick(shared.answer), public: true },
        )
      }
    }
    if (status === 'in-progress') entries.push({ at, status, by: officer })
  }
  return entries
}

function notesOf({ category }: Line) {
  const found = notes[category]
  if (!found) throw new Error(`no notes for ${category}`)
  return found
}
