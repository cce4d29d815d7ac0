import { isMoving } from '@saola/cql2'
import type { AnyRecord, ListQuery, RecordPage } from '@saola/sdk'
import { batch, createEffect, createMemo, on, onCleanup, untrack } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { listParams, recordsPath } from './address.ts'
import { fieldsKey } from './fields-key.ts'
import { useHost } from './host.ts'
import { everyMinute, type LiveState, lastTrue, type Maybe, read, readChange } from './live.ts'
import { changeList, listRule } from './live-list.ts'
import { useFullId } from './module.ts'
import { pace } from './pace.ts'
import { ProblemError, toProblem } from './problem.ts'
import type { RecordEvent } from './ui-document.ts'

/** A live list. Its properties are reactive; destructuring loses that. */
export interface LiveRecords<R> extends LiveState {
  readonly items: readonly R[]
  /** How many match in all; only with `count: true`. */
  readonly count: number | undefined
  /** Whether the server holds more. */
  readonly more: boolean
  /** Takes the next ones, after what is there. */
  loadMore(): Promise<void>
}

interface ListState {
  items: AnyRecord[]
  count: number | undefined
  next: string | null
  complete: boolean
  loaded: boolean
  error: ProblemError | undefined
  at: number | null
}

const DEFAULT_LIMIT = 25
const LONGEST = 500

/**
 * Records of a model, kept true by the event stream: changed ones are patched in place, new ones take their place
 * in the order, and nothing else on the screen is drawn anew. With times that move in the filter it is also read again
 * each minute.
 *
 * @param model `station` of the surrounding module or `other.model`
 * @param query filter, order and length; at most 500 at once
 * @example
 * const stations = useRecords<Station>('station', { sort: [{ field: 'pm25', descending: true }], limit: 5 })
 * return <For each={stations.items}>{(station) => <li>{station.name}</li>}</For>
 */
export function useRecords<R extends AnyRecord = AnyRecord>(
  model: Maybe<string>,
  query: Maybe<ListQuery> = {},
): LiveRecords<R> {
  const host = useHost()
  const fullId = useFullId()
  const id = createMemo(() => fullId(read(model)))
  const known = createMemo(() => fieldsKey(host.ui.models[id()]))
  // A query is often a fresh object with the same content.
  const asked = createMemo(() => JSON.stringify(read(query)))
  const [state, setState] = createStore<ListState>({
    items: [],
    count: undefined,
    next: null,
    complete: true,
    loaded: false,
    error: undefined,
    at: null,
  })
  let fetchAgain = () => {}
  let loadMore = async () => {}

  createEffect(
    on([id, asked, known], ([current, text, there], before) => {
      if (before && before[0] !== current) {
        setState({
          items: [],
          count: undefined,
          next: null,
          complete: true,
          loaded: false,
          error: undefined,
          at: null,
        })
      }
      if (!there) {
        // Its module is off, or the reader may not see it: waiting would never end.
        setState({ error: new ProblemError(404, { code: 'model-unknown' }) })
        return
      }
      if (state.error?.code === 'model-unknown') setState({ error: undefined })
      const wanted = JSON.parse(text) as ListQuery
      const limit = wanted.limit ?? DEFAULT_LIMIT
      let length = limit
      const moving = isMoving(wanted.filter)
      const definition = untrack(() => host.ui.models[current])
      const still = moving ? undefined : listRule(wanted, definition, 0)
      const abort = new AbortController()
      const again = pace(() => fetch())

      const fetchPage = async (part: { limit: number; cursor?: string }) => {
        const reply = await host.request<RecordPage<AnyRecord>>(recordsPath(current), {
          query: listParams({ ...wanted, ...part }),
          signal: abort.signal,
        })
        return reply.body
      }
      const fetch = async () => {
        try {
          const page = await fetchPage({ limit: Math.min(length, LONGEST) })
          batch(() => {
            setState('items', reconcile(page.items, { key: 'id' }))
            setState({
              count: page.count,
              next: page.next,
              // A list by distance has one page, whatever there is beyond it.
              complete:
                page.next === null && !(wanted.near && page.items.length === Math.min(length, LONGEST)),
              loaded: true,
              error: undefined,
              at: host.now(),
            })
          })
        } catch (thrown) {
          if (!abort.signal.aborted) setState({ error: toProblem(thrown) })
        }
      }
      loadMore = async () => {
        if (state.complete) return
        // A list that new records pushed beyond its end has no cursor for what it lost.
        if (state.next === null) {
          length += limit
          return fetch()
        }
        try {
          const page = await fetchPage({ limit, cursor: state.next })
          length += limit
          batch(() => {
            setState('items', (items) => [
              ...items,
              ...page.items.filter((one) => !items.some((old) => old.id === one.id)),
            ])
            setState({ next: page.next, complete: page.next === null, at: host.now() })
          })
        } catch (thrown) {
          if (!abort.signal.aborted) setState({ error: toProblem(thrown) })
        }
      }
      const hear = (event: RecordEvent) => {
        const change = readChange(event)
        if (!change || !state.loaded) return
        const rule = still ?? listRule(wanted, definition, host.now())
        const after = changeList(state.items, change, rule, length, state.complete)
        batch(() => {
          if (after.items !== state.items) {
            setState('items', reconcile([...after.items], { key: 'id' }))
          }
          setState({ complete: after.complete, at: host.now() })
        })
        if (after.short || wanted.count) again.call()
      }
      const stream = host.stream.follow({ models: [current], hear, lost: () => void fetch() })
      fetchAgain = () => void fetch()
      void stream.open.then(() => {
        if (!abort.signal.aborted) void fetch()
      })
      const stopClock = moving ? everyMinute(host.now, again.call) : undefined
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
      return state.items as unknown as readonly R[]
    },
    get count() {
      return state.count
    },
    get more() {
      return !state.complete
    },
    get loading() {
      return !state.loaded && state.error === undefined
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
    loadMore: () => loadMore(),
  }
}
