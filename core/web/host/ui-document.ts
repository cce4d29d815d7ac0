import { type ProblemError, toProblem, type UiDocument } from '@saola/sdk-web'
import { createSignal } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { Request } from './request.ts'

/** Before the first answer there is nothing to show and nobody to show it to. */
const nothing: UiDocument = {
  revision: -1,
  centre: { vi: '' },
  user: null,
  modules: [],
  widgets: {},
  pages: {},
  mapLayers: {},
  dashboards: {},
  locales: {},
  models: {},
}

export interface UiSource {
  ui: UiDocument
  phase: () => 'loading' | 'ready' | 'failed'
  problem: () => ProblemError | undefined
  /** Reads again; what did not change keeps its place on the screen. */
  refresh: () => Promise<void>
  /** The stream said that this revision exists; undefined when it may have. */
  notice: (revision: number | undefined) => void
  forgetUser: () => void
}

/** Everything that the interface is made of, as one store that follows the centre's configuration. */
export function createUiSource(request: Request): UiSource {
  const [ui, setUi] = createStore<UiDocument>(structuredClone(nothing))
  const [phase, setPhase] = createSignal<'loading' | 'ready' | 'failed'>('loading')
  const [problem, setProblem] = createSignal<ProblemError>()
  let running: Promise<void> | undefined
  let again = false

  const load = async () => {
    try {
      const { body } = await request<UiDocument>('/api/ui')
      setUi(reconcile(body, { key: 'id' }))
      setPhase('ready')
      setProblem(undefined)
    } catch (thrown) {
      setProblem(toProblem(thrown))
      if (phase() === 'loading') setPhase('failed')
    }
  }
  const refresh = (): Promise<void> => {
    if (running) {
      again = true
      return running
    }
    running = load().then(() => {
      running = undefined
      if (!again) return
      again = false
      return refresh()
    })
    return running
  }

  return {
    ui,
    phase,
    problem,
    refresh,
    notice: (revision) => {
      if (revision === undefined || revision > ui.revision) void refresh()
    },
    forgetUser: () => setUi('user', null),
  }
}
