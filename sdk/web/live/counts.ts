import { isMoving } from '@saola/cql2'
import type { Counts, CountsQuery } from '@saola/sdk'
import { batch, createEffect, createMemo, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { listParams, recordsPath } from './address.ts'
import { useHost } from './host.ts'
import { everyMinute, type LiveState, lastTrue, type Maybe, read } from './live.ts'
import { useFullId } from './module.ts'
import { pace } from './pace.ts'
import { ProblemError, toProblem } from './problem.ts'

/** Live numbers of records by what they hold. Its properties are reactive; destructuring loses that. */
export interface LiveCounts extends LiveState {
  /** By a field: the most frequent first; by time: the earliest first. Empty until they came. */
  readonly items: Counts['items']
  /** All records that were counted; undefined until they came. */
  readonly total: number | undefined
  /** Whether all groups came: the server gives at most 1,000. */
  readonly complete: boolean
}

interface CountsState {
  items: Counts['items']
  total: number | undefined
  error: ProblemError | undefined
  at: number | null
}

const MOST_GROUPS = 1_000

/**
 * How many records of a model there are by what they hold, counted by the server: soon after a change of the model,
 * rarely while many come at once, and each minute when the filter holds times that move.
 *
 * @param model `station` of the surrounding module or `other.model`
 * @param query `by` a field, or `hour(at)`, `day(at)`, `week(at)`, `month(at)`; undefined waits
 * @example
 * const open = useCounts('report', { by: 'status' })
 * return <For each={open.items}>{(group) => <li>{String(group.key)}: {group.count}</li>}</For>
 */
export function useCounts(model: Maybe<string>, query: Maybe<CountsQuery | undefined>): LiveCounts {
  const host = useHost()
  const fullId = useFullId()
  const id = createMemo(() => fullId(read(model)))
  const known = createMemo(() => host.ui.models[id()] !== undefined)
  const asked = createMemo(() => JSON.stringify(read(query)) as string | undefined)
  const [state, setState] = createStore<CountsState>({
    items: [],
    total: undefined,
    error: undefined,
    at: null,
  })
  let fetchAgain = () => {}

  createEffect(
    on([id, asked, known], ([current, text, there], before) => {
      // Groups of another question would lie under the new title.
      if (before && (before[0] !== current || before[1] !== text))
        setState({ items: [], total: undefined, error: undefined, at: null })
      if (text === undefined) return
      if (!there) {
        setState({ error: new ProblemError(404, { code: 'model-unknown' }) })
        return
      }
      if (state.error?.code === 'model-unknown') setState({ error: undefined })
      const wanted = JSON.parse(text) as CountsQuery
      const abort = new AbortController()
      const fetch = async () => {
        try {
          const { body } = await host.request<Counts>(`${recordsPath(current)}/counts`, {
            query: { by: wanted.by, ...listParams(wanted) },
            signal: abort.signal,
          })
          batch(() => {
            setState('items', reconcile(body.items, { key: 'key' }))
            setState({ total: body.total, error: undefined, at: host.now() })
          })
        } catch (thrown) {
          if (!abort.signal.aborted) setState({ error: toProblem(thrown) })
        }
      }
      const again = pace(fetch)
      const stream = host.stream.follow({
        models: [current],
        hear: ({ type }) => {
          if (!type.endsWith('.commented')) again.call()
        },
        lost: again.call,
      })
      const stopClock = isMoving(wanted.filter) ? everyMinute(host.now, again.call) : undefined
      fetchAgain = again.call
      void stream.open.then(() => {
        if (!abort.signal.aborted) void fetch()
      })
      onCleanup(() => {
        abort.abort()
        again.cancel()
        stopClock?.()
        stream.stop()
      })
    }),
  )

  return {
    get items() {
      return state.items
    },
    get total() {
      return state.total
    },
    get complete() {
      return state.items.length < MOST_GROUPS
    },
    get loading() {
      return state.total === undefined && state.error === undefined
    },
    get error() {
      return state.error
    },
    get stale() {
      return state.error !== undefined || host.stream.status().state === 'cut'
    },
    get at() {
      return lastTrue(state.at, host.stream.status())
    },
    refresh: () => fetchAgain(),
  }
}
