import type {
  Comment,
  FieldDef,
  FileRef,
  Json,
  ModelDef,
  Revision,
  StatusField,
  Text,
  Tone,
} from '@saola/sdk'
import { filterField } from '../filters.ts'
import { asTone } from '../tone.ts'
import { partsOf } from '../work/options.ts'

/** Revisions and comments as the centre gives them: with the name of who did it. */
export type NamedRevision = Revision & { byName: string | null }
export type NamedComment = Comment & { byName: string | null }

/** One thing that happened in a change. */
export type Deed =
  | { kind: 'made' | 'removed' | 'undid' }
  /** A step of the status, by its own name or by the state that it led to. */
  | { kind: 'step'; label: Text }
  | { kind: 'state'; label: Text }
  | { kind: 'unit'; unit: string | null }
  | { kind: 'files'; field: FieldDef; count: number }
  | { kind: 'field'; field: FieldDef; value: Json }

/** A line of the history of a record. */
export type Entry = { at: string; key: string; by: string; byName: string | null } & (
  | { kind: 'change'; deeds: Deed[]; tone: Tone | undefined; paused: boolean }
  | { kind: 'comment'; text: string; visibility: Comment['visibility'] }
)

/** All that happened to a record, newest first: its changes in words and what was written about it. */
export function storyOf(
  model: ModelDef | undefined,
  revisions: readonly NamedRevision[],
  comments: readonly NamedComment[],
  hidden: readonly string[] = [],
): Entry[] {
  const { status } = partsOf(model)
  const entries: Entry[] = []
  let before: Record<string, Json> = {}
  for (const { version, actor, byName, at, kind, data } of revisions) {
    const deeds = deedsOf(model, kind, before, data ?? {}, hidden)
    const state = status && data && kind !== 'create' ? data[status.name] : undefined
    const reached = typeof state === 'string' ? status?.field.states[state] : undefined
    before = { ...before, ...data }
    if (deeds.length === 0) continue
    entries.push({
      kind: 'change',
      key: `r${version}`,
      at,
      by: actor,
      byName,
      deeds,
      tone: reached && asTone(reached.tone),
      paused: reached?.pauses ?? false,
    })
  }
  for (const { id, text, visibility, at, by, byName } of comments) {
    entries.push({ kind: 'comment', key: id, at, by, byName, text, visibility })
  }
  // Of one moment the later one of its kind comes first; a comment that came with a step stands above it.
  return entries
    .map((entry, index) => ({ entry, index }))
    .sort(newestFirst)
    .map(({ entry }) => entry)
}

interface Placed {
  entry: Entry
  index: number
}

function newestFirst(a: Placed, b: Placed): number {
  return a.entry.at < b.entry.at ? 1 : a.entry.at > b.entry.at ? -1 : b.index - a.index
}

function deedsOf(
  model: ModelDef | undefined,
  kind: Revision['kind'],
  before: Record<string, Json>,
  data: Record<string, Json>,
  hidden: readonly string[],
): Deed[] {
  if (kind === 'create') return [{ kind: 'made' }]
  if (kind === 'delete') return [{ kind: 'removed' }]
  const since = partsOf(model).status?.field.since
  const deeds: Deed[] = kind === 'undo' ? [{ kind: 'undid' }] : []
  for (const [name, value] of Object.entries(data)) {
    const field = filterField(model, name)
    // The moment of a step is its own line's time.
    if (!field || hidden.includes(name) || name === since) continue
    if (name === 'unit') deeds.push({ kind: 'unit', unit: value as string | null })
    else if (field.type === 'status') deeds.push(stepOf(field, before[name], value, kind === 'undo'))
    else if (field.type === 'image' || field.type === 'file') {
      const had = new Set(((before[name] ?? []) as unknown as FileRef[]).map(({ id }) => id))
      const count = ((value ?? []) as unknown as FileRef[]).filter(({ id }) => !had.has(id)).length
      deeds.push(count > 0 ? { kind: 'files', field, count } : { kind: 'field', field, value: null })
    } else deeds.push({ kind: 'field', field, value })
  }
  // The step first: it is what the change was about.
  const order = (deed: Deed) =>
    deed.kind === 'undid' ? 0 : deed.kind === 'step' || deed.kind === 'state' ? 1 : 2
  return deeds.sort((a, b) => order(a) - order(b))
}

function stepOf(field: StatusField, from: Json | undefined, to: Json, undone: boolean): Deed {
  const step = Object.values(field.transitions).find(
    (one) => one.to === to && one.from.includes(String(from ?? field.initial)),
  )
  if (step && !undone) return { kind: 'step', label: step.label }
  return { kind: 'state', label: field.states[String(to)]?.label ?? { vi: String(to) } }
}
