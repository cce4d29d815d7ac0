import type { Json } from '@saola/sdk'
import { createEffect, createSignal, on, onCleanup, useContext } from 'solid-js'
import { type HostRequest, useHost } from './host.ts'
import { type LiveState, type Maybe, read } from './live.ts'
import { ModuleContext } from './module.ts'
import { type ProblemError, toProblem } from './problem.ts'

/** What a route of the module answered. */
export interface RouteResult<T> extends LiveState {
  readonly data: T | undefined
}

/**
 * Reads a GET route of the surrounding module, `/api/x/<module><path>`.
 *
 * @param path starts with `/`; undefined waits
 * @param options `query` values, and `every`: seconds after which it is read again
 */
export function useRoute<T = Json>(
  path: Maybe<string | undefined>,
  options: { query?: Maybe<NonNullable<HostRequest['query']>>; every?: number } = {},
): RouteResult<T> {
  const host = useHost()
  const call = useCall()
  const [data, setData] = createSignal<T>()
  const [error, setError] = createSignal<ProblemError>()
  const [at, setAt] = createSignal<number | null>(null)
  let fetchAgain = () => {}

  createEffect(
    on([() => read(path), () => JSON.stringify(read(options.query) ?? {})], ([current, query]) => {
      if (current === undefined) return
      const abort = new AbortController()
      const fetch = async () => {
        try {
          const body = await call<T>('GET', current, { query: JSON.parse(query), signal: abort.signal })
          setData(() => body)
          setError(undefined)
          setAt(host.now())
        } catch (thrown) {
          if (!abort.signal.aborted) setError(toProblem(thrown))
        }
      }
      fetchAgain = () => void fetch()
      void fetch()
      const timer =
        options.every === undefined ? undefined : setInterval(() => void fetch(), options.every * 1000)
      onCleanup(() => {
        abort.abort()
        clearInterval(timer)
      })
    }),
  )

  return {
    get data() {
      return data()
    },
    get loading() {
      return data() === undefined && error() === undefined
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
    refresh: () => fetchAgain(),
  }
}

/** Calls any route of the surrounding module and gives back its body; refuses with a `ProblemError`. */
export function useCall(): <T = Json>(
  method: NonNullable<HostRequest['method']>,
  path: string,
  request?: Omit<HostRequest, 'method'>,
) => Promise<T> {
  const host = useHost()
  const module = useContext(ModuleContext)
  if (module === undefined)
    throw new Error('no module around this component: render it inside ModuleContext.Provider')
  return async <T>(
    method: NonNullable<HostRequest['method']>,
    path: string,
    request?: Omit<HostRequest, 'method'>,
  ) => (await host.request<T>(`/api/x/${module}${path}`, { ...request, method })).body
}
