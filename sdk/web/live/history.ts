import type { Comment, Revision } from '@saola/sdk'
import { batch, createEffect, createMemo, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { recordsPath } from './address.ts'
import { useHost } from './host.ts'
import { type LiveState, lastTrue, type Maybe, read } from './live.ts'
import { useFullId } from './module.ts'
import { pace } from './pace.ts'
import { ProblemError, toProblem } from './problem.ts'
import type { RecordEvent } from './ui-document.ts'

/** What was written about a record, kept true by the event stream. */
export interface LiveComments extends LiveState {
  /** Oldest first; at most 500. */
  readonly items: readonly Comment[]
  /** Writes one; refuses with a `ProblemError`. */
  add(comment: { text: string; visibility?: Comment['visibility'] }): Promise<Comment>
}

/** What became of a record, kept true by the event stream. */
export interface LiveRevisions extends LiveState {
  /** Oldest first; at most 500. */
  readonly items: readonly Revision[]
}

/** Comments on a record of a model with `comments`. An undefined id waits. */
export function useComments(model: Maybe<string>, id: Maybe<string | undefined>): LiveComments {
  const host = useHost()
  const fullId = useFullId()
  const part = usePart<Comment>('comments', model, id, ({ type }) => type.endsWith('.commented'))
  const add: LiveComments['add'] = async (comment) => {
    const path = `${recordsPath(fullId(read(model)), read(id) ?? '')}/comments`
    const { body } = await host.request<Comment>(path, { method: 'POST', body: comment })
    part.refresh()
    return body
  }
  return Object.defineProperty(part, 'add', { value: add, enumerable: true }) as LiveComments
}

/** Revisions of a record. An undefined id waits. */
export function useRevisions(model: Maybe<string>, id: Maybe<string | undefined>): LiveRevisions {
  return usePart<Revision>('revisions', model, id, ({ type }) => !type.endsWith('.commented'))
}

function usePart<Item extends { version: number } | { id: string }>(
  part: 'comments' | 'revisions',
  model: Maybe<string>,
  id: Maybe<string | undefined>,
  about: (event: RecordEvent) => boolean,
): LiveState & { readonly items: readonly Item[] } {
  const host = useHost()
  const fullId = useFullId()
  const full = createMemo(() => fullId(read(model)))
  const [state, setState] = createStore<{
    items: Item[]
    loaded: boolean
    error: ProblemError | undefined
    at: number | null
  }>({ items: [], loaded: false, error: undefined, at: null })
  let fetchAgain = () => {}

  createEffect(
    on([full, () => read(id), () => host.ui.models[full()] !== undefined], ([current, record, there]) => {
      setState({ items: [], loaded: false, error: undefined, at: null })
      if (record === undefined) return
      if (!there) {
        setState({ error: new ProblemError(404, { code: 'model-unknown' }) })
        return
      }
      const abort = new AbortController()
      const fetch = async () => {
        try {
          const { body } = await host.request<{ items: Item[] }>(`${recordsPath(current, record)}/${part}`, {
            query: part === 'revisions' ? { limit: 500 } : {},
            signal: abort.signal,
          })
          batch(() => {
            setState(
              'items',
              reconcile(body.items as never, { key: part === 'comments' ? 'id' : 'version' }) as never,
            )
            setState({ loaded: true, error: undefined, at: host.now() })
          })
        } catch (thrown) {
          if (!abort.signal.aborted) setState({ error: toProblem(thrown) })
        }
      }
      const again = pace(fetch)
      const hear = (event: RecordEvent) => {
        if (about(event) && (event.subject ?? subjectOf(event)) === record) again.call()
      }
      const stream = host.stream.follow({ models: [current], hear, lost: again.call })
      fetchAgain = again.call
      void stream.open.then(() => {
        if (!abort.signal.aborted) void fetch()
      })
      onCleanup(() => {
        abort.abort()
        again.cancel()
        stream.stop()
      })
    }),
  )

  return {
    get items() {
      return state.items as unknown as readonly Item[]
    },
    get loading() {
      return !state.loaded && state.error === undefined && read(id) !== undefined
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

/** Events of records carry the record itself. */
function subjectOf({ data }: RecordEvent): unknown {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? data.id : undefined
}
