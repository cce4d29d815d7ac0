import type { Dashboard } from '@saola/sdk'
import { ErrorState, Skeleton, Tile, Tombstone, useActor, useText, type WidgetProps } from '@saola/sdk-web'
import { type Component, createEffect, Match, Show, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useConsole, useKnownModule } from '../host/console.tsx'
import { draw, Remote } from '../host/remote.tsx'
import { mayShape } from '../host/rights.ts'
import { widgetTypes } from '../widgets/registry.ts'

export interface DashboardTileProps {
  /** Name of the tile in its dashboard. */
  name: string
  tile: Dashboard['tiles'][string]
}

/** One tile: the widget, or the stone of its module, or what went wrong, always in the same place. */
export function DashboardTile(props: DashboardTileProps) {
  const { host, words, remembered } = useConsole()
  const text = useText()
  const knownModule = useKnownModule()
  const widget = () => host.ui.widgets[props.tile.widget]
  const moduleId = () => widget()?.plugin ?? props.tile.widget.split('.')[0] ?? ''
  const module = () => knownModule(moduleId())
  const moduleName = () => text(module()?.name) || moduleId()
  const title = () =>
    text(props.tile.title ?? widget()?.label) || remembered.get(props.tile.widget) || moduleName()
  createEffect(() => {
    const label = widget()?.label
    if (label) remembered.set(props.tile.widget, text(label))
  })
  const options = () => ({ ...widget()?.options, ...props.tile.options })
  const size = () => ({ w: props.tile.w, h: props.tile.h })

  return (
    <Switch
      fallback={
        <Tile title={props.tile.title ? text(props.tile.title) : words().home.missing}>
          <p class="meta">{words().home.missingNote(props.tile.widget)}</p>
        </Tile>
      }
    >
      <Match when={widget()?.ui}>
        {(code) => (
          <Remote
            plugin={moduleId()}
            code={code()}
            what={`widget ${props.tile.widget}`}
            waiting={
              <Tile title={title()}>
                <Skeleton lines={3} />
              </Tile>
            }
            failed={(_, retry) => <BrokenTile title={title()} module={moduleName()} onRetry={retry} />}
          >
            {(component) =>
              draw<WidgetProps>(component as Component<WidgetProps>, {
                get options() {
                  return options()
                },
                get title() {
                  return title()
                },
                get size() {
                  return size()
                },
              })
            }
          </Remote>
        )}
      </Match>
      <Match when={widget()?.use}>
        {(type) => (
          <Show
            when={widgetTypes[type()]}
            fallback={
              <Tile title={title()}>
                <p class="meta">{words().home.unknownType(type())}</p>
              </Tile>
            }
          >
            {(configured) => (
              <Dynamic
                component={configured()}
                plugin={moduleId()}
                title={title()}
                options={options()}
                size={size()}
              />
            )}
          </Show>
        )}
      </Match>
      <Match when={module() && module()?.state !== 'on'}>
        <OffTile id={moduleId()} title={title()} module={moduleName()} state={module()?.state} />
      </Match>
      <Match when={module()}>
        <Tile title={title()}>
          <p class="meta">
            <b>{words().home.notYours}.</b> {words().home.notYoursNote}
          </p>
        </Tile>
      </Match>
    </Switch>
  )
}

function OffTile(props: { id: string; title: string; module: string; state: string | undefined }) {
  const words = useConsole().words
  const actor = useActor()
  const note = () => {
    if (props.state === 'failed') return words().tomb.failed(props.module)
    return props.state === 'blocked' ? words().tomb.blocked(props.module) : words().tomb.note(props.module)
  }
  return (
    <Tombstone
      title={props.title}
      module={props.module}
      href={mayShape(actor) ? `/studio/modules/${props.id}` : undefined}
    >
      {note()} {mayShape(actor) ? '' : words().tomb.who}
    </Tombstone>
  )
}

function BrokenTile(props: { title: string; module: string; onRetry: () => void }) {
  const words = useConsole().words
  return (
    <Tile title={props.title}>
      <ErrorState
        title={words().home.widgetFailed(props.module)}
        stillWorks={words().home.widgetFailedNote}
        onRetry={props.onRetry}
      />
    </Tile>
  )
}
