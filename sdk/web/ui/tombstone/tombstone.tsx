import { type JSX, Show } from 'solid-js'
import { PlugIcon } from '../../icons/icons.ts'
import { Icon } from '../icon/icon.tsx'
import { useKit } from '../locale/kit.tsx'

export interface TombstoneProps {
  /** The name of the tile that stood here. */
  title: string
  /** The name of the module that is off. */
  module: string
  /** Instead of the standing sentence: since when, what is kept, who can switch it on. */
  children?: JSX.Element
  /** Where the module can be switched on, for those who may. */
  href?: string
}

/** The place of a tile whose module is off. It stays, so that the others do not move. */
export function Tombstone(props: TombstoneProps) {
  const kit = useKit()
  return (
    <div class="tile tomb">
      <Icon of={PlugIcon} />
      <p class="tomb-title">{props.title}</p>
      <p class="meta">{props.children ?? kit.words().moduleOff(props.module)}</p>
      <Show when={props.href}>
        <a class="meta" href={props.href}>
          {kit.words().openModules}
        </a>
      </Show>
    </div>
  )
}
