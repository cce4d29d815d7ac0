import type { UnitInfo, UnitKind, UnitMatch } from '@saola/sdk'
import { createEffect, createRoot, createSignal, on } from 'solid-js'
import { type Host, useHost } from './host.ts'
import type { LiveState } from './live.ts'
import { type ProblemError, toProblem } from './problem.ts'

/** The organisation tree as the browser knows it. Its properties are reactive. */
export interface LiveUnits extends LiveState {
  /** By id, also those that have ended; each before those below it. Empty until they came. */
  readonly all: ReadonlyMap<string, UnitInfo>
  /** Name in the reader's language; the id itself where nobody brings the unit. */
  name: (id: string) => string
  /** Units with a name, old or new, that begins with each of the words; refuses with a `ProblemError`. */
  search: (
    text: string,
    options?: { kinds?: readonly UnitKind[]; signal?: AbortSignal },
  ) => Promise<UnitMatch[]>
}

const shared = new WeakMap<Host, LiveUnits>()

/** All units of the centre, read once for the whole page and again when modules change. */
export function useUnits(): LiveUnits {
  const host = useHost()
  const known = shared.get(host)
  if (known) return known
  // Nobody owns what everybody shares: it lives as long as the page.
  const made = createRoot(() => liveUnits(host))
  shared.set(host, made)
  return made
}

/** Names of units by id, in the reader's language. */
export function useUnitName(): (id: string) => string {
  return useUnits().name
}

function liveUnits(host: Host): LiveUnits {
  const [all, setAll] = createSignal<ReadonlyMap<string, UnitInfo>>(new Map())
  const [error, setError] = createSignal<ProblemError>()
  const [at, setAt] = createSignal<number | null>(null)
  let turn = 0
  const fetch = async () => {
    const mine = ++turn
    try {
      const { body } = await host.request<{ items: UnitInfo[] }>('/api/units', { query: { at: 'any' } })
      if (mine !== turn) return
      setAll(new Map(body.items.map((unit) => [unit.id, unit])))
      setError(undefined)
      setAt(host.now())
    } catch (thrown) {
      if (mine === turn) setError(toProblem(thrown))
    }
  }
  const modules = () => host.ui.modules.map(({ id, version, state }) => `${id} ${version} ${state}`).join()
  createEffect(on(modules, () => void fetch()))

  return {
    get all() {
      return all()
    },
    name: (id) => {
      const label = all().get(id)?.label
      return label?.[host.lang()] ?? label?.vi ?? id
    },
    search: async (text, { kinds, signal } = {}) => {
      const query = { search: text.slice(0, 300), kind: kinds?.join(',') }
      return (await host.request<{ items: UnitMatch[] }>('/api/units', { query, signal })).body.items
    },
    get loading() {
      return at() === null && error() === undefined
    },
    get error() {
      return error()
    },
    get stale() {
      return error() !== undefined
    },
    get at() {
      return at()
    },
    refresh: () => void fetch(),
  }
}
