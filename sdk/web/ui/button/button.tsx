import { type JSX, Show, splitProps } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Icon } from '../icon/icon.tsx'
import type { IconComponent } from '../icon/make.tsx'
import { Kbd } from '../kbd/kbd.tsx'
import { join } from '../util/class.ts'

/** One `primary` per view; `danger` only for what cannot be undone; `plain` is the usual one with its outline. */
export type ButtonKind = 'primary' | 'quiet' | 'danger' | 'plain'

type Native = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'size' | 'class' | 'classList' | 'style'>

export interface ButtonProps extends Native {
  kind?: ButtonKind
  size?: 'sm'
  /** Before the words. */
  icon?: IconComponent
  /** After the words. */
  iconEnd?: IconComponent
  /** The key that does the same, shown at the end. Binding it is the caller's. */
  kbd?: string
  /** Makes it a link that looks like a button. */
  href?: string
  target?: string
  /** Work is under way: stays in place, cannot be pressed again, and says so. */
  busy?: boolean
  class?: string
}

/** What a person can do here. */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, [
    'kind',
    'size',
    'icon',
    'iconEnd',
    'kbd',
    'href',
    'busy',
    'class',
    'children',
    'type',
    'onClick',
  ])
  return (
    <Dynamic
      component={own.href === undefined ? 'button' : 'a'}
      {...rest}
      class={join('btn', own.class)}
      href={own.href}
      type={own.href === undefined ? (own.type ?? 'button') : undefined}
      data-kind={own.kind}
      data-size={own.size}
      aria-busy={own.busy || undefined}
      aria-disabled={own.busy || undefined}
      onClick={own.busy ? undefined : own.onClick}
    >
      <Show when={own.icon}>{(icon) => <Icon of={icon()} />}</Show>
      {own.children}
      <Show when={own.iconEnd}>{(icon) => <Icon of={icon()} />}</Show>
      <Show when={own.kbd}>
        <Kbd>{own.kbd}</Kbd>
      </Show>
    </Dynamic>
  )
}

export interface IconButtonProps extends Omit<ButtonProps, 'iconEnd' | 'kbd' | 'children' | 'icon'> {
  icon: IconComponent
  /** Default `quiet`, without an outline. */
  kind?: ButtonKind
  /** Read aloud, and shown when the pointer rests. */
  label: string
}

/** A button that is only a picture; its words are read aloud. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ['icon', 'label', 'kind'])
  return (
    <Button
      {...rest}
      kind={own.kind ?? 'quiet'}
      data-icon=""
      aria-label={own.label}
      title={own.label}
      icon={own.icon}
    />
  )
}
