import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { ChevronDownIcon, EllipsisIcon } from '../../icons/icons.ts'
import { Button, type ButtonKind, IconButton } from '../button/button.tsx'
import { Icon } from '../icon/icon.tsx'
import type { IconComponent } from '../icon/make.tsx'
import { Kbd } from '../kbd/kbd.tsx'
import { Popover } from '../popover/popover.tsx'

export interface MenuItem {
  label: string
  icon?: IconComponent
  /** The key that does the same, shown at the end. */
  kbd?: string
  /** Red words for what cannot be undone. */
  kind?: 'danger'
  disabled?: boolean
  /** A line above it. */
  apart?: boolean
  /** Present when it is one of several to choose from or a thing to switch. */
  checked?: boolean
  href?: string
  onSelect?: () => void
}

export interface MenuButtonProps {
  label: string
  items: readonly MenuItem[]
  /** Shows only the picture (default: three dots); the label is read aloud. */
  iconOnly?: boolean
  icon?: IconComponent
  kind?: ButtonKind
  size?: 'sm'
  align?: 'start' | 'end'
  disabled?: boolean
}

/** A button whose choices stand under it. Arrow keys, Home, End and first letters move; Esc and Tab close. */
export function MenuButton(props: MenuButtonProps) {
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  let anchor: HTMLButtonElement | undefined
  let list: HTMLDivElement | undefined

  const entries = () => [
    ...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]:not([aria-disabled=true])') ?? []),
  ]
  const focusAt = (index: number) => entries().at(index)?.focus()
  const show = (index: 0 | -1) => {
    setOpen(true)
    focusAt(index)
  }
  const close = () => {
    setOpen(false)
    anchor?.focus()
  }
  const walk = (event: KeyboardEvent) => {
    const all = entries()
    const at = all.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'ArrowDown') focusAt((at + 1) % all.length)
    else if (event.key === 'ArrowUp') focusAt(at <= 0 ? -1 : at - 1)
    else if (event.key === 'Home') focusAt(0)
    else if (event.key === 'End') focusAt(-1)
    else if (event.key === 'Tab') return setOpen(false)
    else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLocaleLowerCase()
      const order = [...all.slice(at + 1), ...all.slice(0, at + 1)]
      order.find((entry) => entry.textContent?.trim().toLocaleLowerCase().startsWith(letter))?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const choose = (item: MenuItem, event: MouseEvent) => {
    if (item.disabled) return event.preventDefault()
    close()
    item.onSelect?.()
  }
  const attributes = () => ({
    ref: (element: HTMLButtonElement) => {
      anchor = element
    },
    kind: props.kind,
    size: props.size,
    disabled: props.disabled,
    'aria-haspopup': 'menu' as const,
    'aria-expanded': open(),
    'aria-controls': id,
    onClick: () => (open() ? close() : show(0)),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      event.preventDefault()
      show(event.key === 'ArrowDown' ? 0 : -1)
    },
  })
  return (
    <>
      <Show
        when={props.iconOnly}
        fallback={
          <Button {...attributes()} icon={props.icon} iconEnd={ChevronDownIcon}>
            {props.label}
          </Button>
        }
      >
        <IconButton {...attributes()} icon={props.icon ?? EllipsisIcon} label={props.label} />
      </Show>
      <Popover
        id={id}
        class="menu"
        role="menu"
        label={props.label}
        open={open()}
        onClose={() => setOpen(false)}
        anchor={() => anchor}
        align={props.align}
        ref={(element) => {
          list = element
        }}
        onKeyDown={walk}
      >
        <For each={props.items}>
          {(item) => (
            <>
              <Show when={item.apart}>
                <hr class="menu-line" />
              </Show>
              <Dynamic
                component={item.href === undefined ? 'button' : 'a'}
                type={item.href === undefined ? 'button' : undefined}
                class="menu-item"
                role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
                aria-checked={item.checked}
                aria-disabled={item.disabled ? 'true' : undefined}
                href={item.href}
                tabindex={-1}
                data-kind={item.kind}
                onClick={(event: MouseEvent) => choose(item, event)}
              >
                <Show when={item.icon}>{(icon) => <Icon of={icon()} />}</Show>
                <span class="push">{item.label}</span>
                <Show when={item.kbd}>
                  <Kbd>{item.kbd}</Kbd>
                </Show>
              </Dynamic>
            </>
          )}
        </For>
      </Popover>
    </>
  )
}
