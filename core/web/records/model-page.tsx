import { EmptyState, useHost, useText } from '@saola/sdk-web'
import { useParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { useKnownModule, useWords } from '../host/console.tsx'
import { TombstoneScreen } from '../operate/tombstone-screen.tsx'
import { RecordsScreen } from './records-screen.tsx'

/** The records of any model that the reader may see, where no module brought a page of its own. */
export default function ModelPage() {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const knownModule = useKnownModule()
  const params = useParams<{ model: string }>()
  const model = () => host.ui.models[params.model]
  const offModule = () => {
    const module = knownModule(params.model.split('.')[0] ?? '')
    return module === undefined || module.state === 'on' ? undefined : module
  }
  return (
    <Show
      when={model()}
      fallback={
        <Show
          when={offModule()}
          fallback={
            <div class="screen-empty">
              <EmptyState title={words().records.modelOff}>{words().records.modelOffNote}</EmptyState>
            </div>
          }
        >
          {(module) => <TombstoneScreen module={module()} />}
        </Show>
      }
    >
      {(shown) => <RecordsScreen model={params.model} title={text(shown().label)} options={{}} />}
    </Show>
  )
}
