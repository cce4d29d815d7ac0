import type { AnyRecord, FieldDef } from '@saola/sdk'
import { useHost, useLang, useRecords, useUnits } from '@saola/sdk-web'
import { createMemo } from 'solid-js'
import { fullModel } from './address.ts'
import { titleOf } from './describe.ts'

/** Names of what a field points to. */
export interface Names {
  /** Undefined as long as it is not known, or when there is none. */
  of: (id: string) => string | undefined
  /** Everything that may be chosen, in the order of its names; empty until it came. */
  all: () => { id: string; name: string }[]
}

const MOST = 200

/**
 * Names of the records or units that a field points to.
 *
 * @param plugin whose model the field is of
 * @param ids those that are shown; undefined asks for all of them
 */
export function useNames(
  plugin: () => string,
  field: () => FieldDef | undefined,
  ids: () => readonly string[] | undefined,
): Names {
  const host = useHost()
  const lang = useLang()
  const model = createMemo(() => {
    const def = field()
    return def?.type === 'relation' ? fullModel(plugin(), def.model) : undefined
  })
  const wanted = createMemo(() => ids()?.toSorted().slice(0, MOST))
  const related = useRecords<AnyRecord>(
    () => model() ?? '',
    () => {
      const list = wanted()
      return {
        ...(list === undefined ? {} : { filter: { op: 'in', args: [{ property: 'id' }, list] } as const }),
        limit: list === undefined ? MOST : Math.max(1, list.length),
      }
    },
  )
  const units = useUnits()
  const known = createMemo(() => {
    const names = new Map<string, string>()
    if (model() !== undefined) {
      const definition = host.ui.models[model() ?? '']
      for (const record of related.items) names.set(record.id, titleOf(record, definition) ?? record.id)
    }
    if (field()?.type === 'unit') {
      for (const id of ids() ?? units.all.keys()) names.set(id, units.name(id))
    }
    return names
  })
  return {
    of: (id) => known().get(id),
    all: () => {
      const order = new Intl.Collator(lang())
      return [...known()].map(([id, name]) => ({ id, name })).sort((a, b) => order.compare(a.name, b.name))
    },
  }
}
