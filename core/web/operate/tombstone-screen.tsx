import { Button, EmptyState, type UiModule, useActor, useText } from '@saola/sdk-web'
import { Show } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { mayShape } from '../host/rights.ts'
import { iconNamed } from '../icons/named.tsx'

/** In place of a page whose module is off: says whose it is, that nothing is lost, and who can switch it on. */
export function TombstoneScreen(props: { module: UiModule }) {
  const words = useWords()
  const text = useText()
  const actor = useActor()
  const name = () => text(props.module.name)
  const note = () => {
    if (props.module.state === 'failed') return words().tomb.failed(name())
    return props.module.state === 'blocked' ? words().tomb.blocked(name()) : words().tomb.note(name())
  }
  return (
    <div class="screen-empty tomb-screen" role="status">
      <EmptyState
        icon={iconNamed('plug')}
        title={words().tomb.page}
        action={
          <div class="line">
            <Show when={mayShape(actor)}>
              <Button href={`/studio/modules/${props.module.id}`}>{words().tomb.open}</Button>
            </Show>
            <Button kind="quiet" href="/operate">
              {words().tomb.toHome}
            </Button>
          </div>
        }
      >
        {note()} {words().tomb.who}
      </EmptyState>
    </div>
  )
}
