import type { Kernel } from '@saola/kernel'
import type { FieldDef, Json, Lang, ModelDef, Text } from '@saola/sdk'
import { splitId } from './desired.ts'
import { baseOf, storedKind } from './kinds.ts'
import type { HistoryEntry, Snapshot } from './store.ts'
import { type Use, usesOf } from './uses.ts'

/** A field that a model once had, as it was then. */
export interface ArchivedField {
  field: FieldDef
  at: string
  by: string
  byName: string | null
}

/** Everything that somebody who changes a model needs to see. */
export interface ModelShape {
  id: string
  /** Revision of the document; its ETag. 0 when nobody has written one. */
  revision: number
  /** Whether the document changes a plugin's model, instead of being the model. */
  override: boolean
  module: { id: string; name: Text; state: string }
  document: Json
  /** The plugin's model without the change; null for an administrator's own. */
  base: ModelDef | null
  /** The model as it is used. */
  model: ModelDef
  archived: Record<string, ArchivedField>
  /** How many records there are; null while the module is off. */
  records: number | null
  uses: Use[]
  /** Who wrote the document last; null when nobody did. */
  by: string | null
  byName: string | null
  at: string | null
}

export interface ShapeSources {
  kernel: Kernel
  snapshot: Snapshot
  history: (kind: string, id: string) => Promise<HistoryEntry[]>
  namesOf: (actors: readonly string[], lang: Lang) => Promise<Map<string, string>>
  countOf: (model: string) => Promise<number | null>
}

/** Undefined when there is no such model. */
export async function modelShape(
  { kernel, snapshot, history, namesOf, countOf }: ShapeSources,
  id: string,
  lang: Lang,
): Promise<ModelShape | undefined> {
  const kind = storedKind(kernel, snapshot, 'models', id)
  const document = snapshot.get<ModelDef>(kind, id)
  const base = kind === 'models' ? undefined : (baseOf(kernel, 'models', id) as ModelDef | undefined)
  if (!document && !base) return undefined
  const own = document?.data ?? { fields: {} }
  const model = (base ? kernel.registry.merged('models', base, own) : own) as ModelDef
  const module = splitId(id).module
  const status = kernel.status(module)
  const past = await history(kind, id)
  const names = await namesOf([...new Set(past.map((one) => one.author))], lang)
  return {
    id,
    revision: document?.revision ?? 0,
    override: base !== undefined,
    module: { id: module, name: status?.name ?? { vi: module, en: module }, state: status?.state ?? 'off' },
    document: own as unknown as Json,
    base: base ?? null,
    model,
    archived: archivedOf(past, model, names),
    records: await countOf(id),
    uses: usesOf(kernel, id, Object.keys(model.fields)),
    by: document?.author ?? null,
    byName: document ? (names.get(document.author) ?? null) : null,
    at: document?.at ?? null,
  }
}

/** Fields of former revisions that the model no longer has, as they were last. `past` begins with the newest. */
function archivedOf(
  past: readonly HistoryEntry[],
  model: ModelDef,
  names: ReadonlyMap<string, string>,
): Record<string, ArchivedField> {
  const archived: Record<string, ArchivedField> = {}
  // Whoever took a field away wrote the revision after the last one that had it.
  let without: HistoryEntry | undefined
  for (const entry of past) {
    const fields = (entry.data as unknown as Partial<ModelDef> | null)?.fields ?? {}
    for (const [name, field] of Object.entries(fields)) {
      // Words about a plugin's field are no field.
      if (!field?.type || Object.hasOwn(model.fields, name) || Object.hasOwn(archived, name)) continue
      const { at, author } = without ?? entry
      archived[name] = { field, at, by: author, byName: names.get(author) ?? null }
    }
    without = entry
  }
  return archived
}
