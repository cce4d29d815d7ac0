import { ModuleContext, type UiRef } from '@saola/sdk-web'
import {
  type Component,
  createEffect,
  createMemo,
  createSignal,
  ErrorBoundary,
  type JSX,
  on,
  onCleanup,
  Show,
} from 'solid-js'
import { useConsole } from './console.tsx'
import type { RemoteModule } from './modules.ts'

export interface RemoteProps {
  plugin: string
  code: UiRef
  /** Where it stands, for the list of faults: `widget air-quality.gauge`. */
  what: string
  /** In place of code that is being fetched. */
  waiting: JSX.Element
  /** In place of code that could not be fetched or threw. */
  failed: (error: unknown, retry: () => void) => JSX.Element
  children: (component: RemoteModule['component']) => JSX.Element
}

/**
 * Code of a module, fetched when it is first needed. A new version takes the place of the old one only once it is
 * there, and an error stays inside this border.
 */
export function Remote(props: RemoteProps) {
  const { loader, faults } = useConsole()
  const [found, setFound] = createSignal<{ component: RemoteModule['component'] }>()
  const [trouble, setTrouble] = createSignal<{ error: unknown }>()
  const [attempt, setAttempt] = createSignal(0)
  const address = createMemo(() => `${props.code.url}#${props.code.export}`)

  createEffect(
    on([address, attempt], () => {
      let wanted = true
      onCleanup(() => {
        wanted = false
      })
      loader.load(props.plugin, { url: props.code.url, export: props.code.export }).then(
        (module) => {
          if (!wanted) return
          setTrouble(undefined)
          setFound({ component: module.component })
        },
        (error: unknown) => {
          if (!wanted) return
          faults.report(props.plugin, props.what, error)
          setTrouble({ error })
        },
      )
    }),
  )
  const again = () => setAttempt(attempt() + 1)

  return (
    <Show
      when={trouble()}
      fallback={
        <Show when={found()} keyed fallback={props.waiting}>
          {({ component }) => (
            <ErrorBoundary
              fallback={(error: unknown, reset) => {
                faults.report(props.plugin, props.what, error)
                return props.failed(error, reset)
              }}
            >
              <ModuleContext.Provider value={props.plugin}>
                {props.children(component)}
              </ModuleContext.Provider>
            </ErrorBoundary>
          )}
        </Show>
      }
    >
      {(broken) => props.failed(broken().error, again)}
    </Show>
  )
}

/** Draws a component that came over the wire with the props that its kind takes. */
export function draw<Props extends object>(component: Component<Props>, props: Props): JSX.Element {
  const Drawn = component
  return <Drawn {...props} />
}
