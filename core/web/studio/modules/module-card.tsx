import { Icon, Status, type Tone, useText } from '@saola/sdk-web'
import { useWords } from '../../host/console.tsx'
import { iconNamed } from '../../icons/named.tsx'
import type { ModuleStatus } from './api.ts'

/** State of a module as shape and word. */
export function ModuleState(props: { state: ModuleStatus['state'] }) {
  const words = useWords()
  const tone = (): Tone => (({ on: 'ok', off: 'off', failed: 'crit', blocked: 'warn' }) as const)[props.state]
  return <Status tone={tone()} label={words().modules[props.state]} />
}

/** A module in the list: what it is called, what it is for, how it stands. */
export function ModuleCard(props: { module: ModuleStatus; current: boolean }) {
  const words = useWords()
  const text = useText()
  const note = () => (props.module.reason ? text(props.module.reason.text) : text(props.module.description))
  return (
    <a
      class="tile mod"
      href={`/studio/modules/${props.module.id}`}
      aria-current={props.current ? 'true' : undefined}
    >
      <span class="kind">
        <Icon of={iconNamed(props.module.icon)} />
      </span>
      <span class="mod-text">
        <b>{text(props.module.name)}</b>
        <span class="meta">{note()}</span>
      </span>
      <span class="mod-foot">
        <ModuleState state={props.module.state} />
        <span class="code">
          {props.module.id} {props.module.version}
        </span>
        <span class="sr">{words().modules.open(text(props.module.name))}</span>
      </span>
    </a>
  )
}
