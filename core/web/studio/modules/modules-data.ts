import { type ProblemError, toProblem, useHost } from '@saola/sdk-web'
import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { Approval, ModuleStatus, Plan } from './api.ts'

/** All modules, read again whenever the centre says that something changed. */
export function useModules() {
  const host = useHost()
  const [state, setState] = createStore<{ items: ModuleStatus[]; loaded: boolean }>({
    items: [],
    loaded: false,
  })
  const [error, setError] = createSignal<ProblemError>()
  const refresh = async () => {
    try {
      const { body } = await host.request<{ items: ModuleStatus[] }>('/api/modules')
      setState('items', reconcile(body.items, { key: 'id' }))
      setState('loaded', true)
      setError(undefined)
    } catch (thrown) {
      setError(toProblem(thrown))
    }
  }
  createEffect(on(() => host.ui.revision, refresh))
  return { state, error, refresh }
}

/** What a switch would do; made anew when the module changes. */
export function usePlan(ask: () => { id: string; to: 'on' | 'off'; version?: string } | undefined) {
  const host = useHost()
  const [plan, setPlan] = createSignal<Plan>()
  const [error, setError] = createSignal<ProblemError>()
  const key = () => JSON.stringify(ask())
  createEffect(
    on([key, () => host.ui.revision], ([text], before) => {
      const asked = ask()
      if (before?.[0] !== text) setPlan(undefined)
      if (!asked) return
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      host
        .request<Plan>(`/api/modules/${encodeURIComponent(asked.id)}/plan`, {
          query: { to: asked.to, version: asked.version },
          signal: abort.signal,
        })
        .then(
          ({ body }) => {
            setPlan(body)
            setError(undefined)
          },
          (thrown: unknown) => {
            if (!abort.signal.aborted) setError(toProblem(thrown))
          },
        )
    }),
  )
  return { plan, error }
}

/** Switching modules; each refuses with a `ProblemError`. */
export function useSwitch() {
  const host = useHost()
  const path = (id: string, act: string) => `/api/modules/${encodeURIComponent(id)}/${act}`
  return {
    on: (id: string, approve: Approval, version?: string) =>
      host.request(path(id, 'enable'), {
        method: 'POST',
        body: { approve: { ...approve }, ...(version === undefined ? {} : { version }) },
      }),
    off: (id: string) => host.request(path(id, 'disable'), { method: 'POST', body: {} }),
  }
}
