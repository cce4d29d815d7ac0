import type { AnyRecord, RecordPage } from '@saola/sdk'
import { type Host, listParams, recordsPath, useHost } from '@saola/sdk-web'
import { createSignal, type Signal } from 'solid-js'
import { titleField, titleOf } from '../describe.ts'

/** Names of records that others point to; asked for together, kept as long as the page lives. */
export type Titles = (model: string, id: string) => string | undefined

/** At most this many ids in one address. */
const TOGETHER = 80
const shared = new WeakMap<Host, Titles>()

/** What a related record is called; undefined until that is known, or when nobody may know. */
export function useTitles(): Titles {
  const host = useHost()
  let titles = shared.get(host)
  if (!titles) {
    titles = readTitles(host)
    shared.set(host, titles)
  }
  return titles
}

function readTitles(host: Host): Titles {
  const known = new Map<string, Signal<string | undefined>>()
  const waiting = new Map<string, Set<string>>()

  const fetch = async (model: string, ids: string[]) => {
    const definition = host.ui.models[model]
    const title = titleField(definition)
    if (!definition || title === undefined) return
    try {
      const { body } = await host.request<RecordPage<AnyRecord>>(recordsPath(model), {
        query: listParams({
          filter: { op: 'in', args: [{ property: 'id' }, ids] },
          fields: [title],
          limit: ids.length,
        }),
      })
      for (const record of body.items) known.get(`${model} ${record.id}`)?.[1](titleOf(record, definition))
    } catch {
      // The ids are asked for again when they are shown again.
      for (const id of ids) known.delete(`${model} ${id}`)
    }
  }
  const flush = () => {
    for (const [model, ids] of waiting) {
      const all = [...ids]
      for (let from = 0; from < all.length; from += TOGETHER)
        void fetch(model, all.slice(from, from + TOGETHER))
    }
    waiting.clear()
  }

  return (model, id) => {
    const key = `${model} ${id}`
    let found = known.get(key)
    if (!found) {
      found = createSignal<string | undefined>()
      known.set(key, found)
      if (waiting.size === 0) setTimeout(flush, 15)
      const ids = waiting.get(model) ?? new Set()
      ids.add(id)
      waiting.set(model, ids)
    }
    return found[0]()
  }
}
