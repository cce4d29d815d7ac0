import { createUniqueId, For, Show } from 'solid-js'
import { Icon } from '../icon/icon.tsx'
import type { IconComponent } from '../icon/make.tsx'

export interface PickOption<Value extends string = string> {
  value: Value
  label: string
  icon?: IconComponent
}

export interface PickProps<Value extends string = string> {
  label: string
  name?: string
  options: readonly PickOption<Value>[]
  value: Value | null
  onChange: (value: Value) => void
}

/** A large choice with picture and word, for a thumb; arrow keys move as in any group of radio buttons. */
export function Pick<Value extends string = string>(props: PickProps<Value>) {
  const name = createUniqueId()
  return (
    <fieldset class="picks">
      <legend class="sr">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label class="pick">
            <input
              class="sr"
              type="radio"
              name={props.name ?? name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            <Show when={option.icon}>{(icon) => <Icon of={icon()} />}</Show>
            {option.label}
          </label>
        )}
      </For>
    </fieldset>
  )
}

export interface PickLinkProps {
  href: string
  label: string
  icon?: IconComponent
}

/** The same as a way to another page. */
export function PickLink(props: PickLinkProps) {
  return (
    <a class="pick" href={props.href}>
      <Show when={props.icon}>{(icon) => <Icon of={icon()} />}</Show>
      {props.label}
    </a>
  )
}
