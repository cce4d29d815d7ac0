import type { AnyRecord } from '@saola/sdk'
import { batch, createEffect, createMemo, on, onCleanup, untrack } from 'solid-js'
import { createStore } from 'solid-js/store'
import { recordsPath } from './address.ts'
import { fieldsKey } from './fields-key.ts'
import { useHost } from './host.ts'
import { type LiveState, lastTrue, type Maybe, read, readChange } from './live.ts'
import { useFullId } from './module.ts'
import { ProblemError, toProblem } from './problem.ts'
import type { RecordEvent } from './ui-document.ts'

/** One live record. */
export interface LiveRecord<R> extends LiveState {
  /** Undefined until it came, null when there is none (any more). */
  readonly record: R | null | undefined
}

/** One record of a model, kept true by the event stream. An undefined id waits. */
export function useRecord<R extends AnyRecord = AnyRecord>(
  model: Maybe<string>,
  id: Maybe<string | undefined>,
): LiveRecord<R> {
  const host = useHost()
  const fullId = useFullId()
  const [state, setState] = createStore<{
    record: AnyRecord | null | undefined
    error: ProblemError | undefined
    at: number | null
  }>({ record: undefined, error: undefined, at: null })
  const full = createMemo(() => fullId(read(model)))
  let fetchAgain = () => {}

  createEffect(
    on([full, () => read(id), () => fieldsKey(host.ui.models[full()])], ([current, key, there]) => {
      if (untrack(() => state.record?.id) !== key) setState({ record: undefined, error: undefined, at: null })
      if (key === undefined) return
      if (!there) {
        setState({ error: new ProblemError(404, { code: 'model-unknown' }) })
        return
      }
      if (state.error?.code === 'model-unknown') setState({ error: undefined })
      const abort = new AbortController()
      const fetch = async () => {
        try {
          const reply = await host.request<AnyRecord>(recordsPath(current, key), { signal: abort.signal })
          batch(() => {
            setState({ record: reply.body })
            setState({ error: undefined, at: host.now() })
          })
        } catch (thrown) {
          if (abort.signal.aborted) return
          const error = toProblem(thrown)
          setState(
            error.code === 'record-missing' ? { record: null, error: undefined, at: host.now() } : { error },
          )
        }
      }
      const hear = (event: RecordEvent) => {
        const change = readChange(event)
        if (change?.record.id !== key) return
        if (!change.deleted && state.record && state.record.version >= change.record.version) return
        batch(() => {
          setState({ record: change.deleted ? null : change.record })
          setState({ error: undefined, at: host.now() })
        })
      }
      const stream = host.stream.follow({ models: [current], hear, lost: () => void fetch() })
      fetchAgain = () => void fetch()
      void stream.open.then(() => {
        if (!abort.signal.aborted) void fetch()
      })
      onCleanup(() => {
        abort.abort()
        stream.stop()
      })
    }),
  )

  return {
    get record() {
      return state.record as unknown as R | null | undefined
    },
    get loading() {
      return state.record === undefined && state.error === undefined && read(id) !== undefined
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
