import { createEffect, createUniqueId, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import { CloseIcon } from '../../icons/icons.ts'
import { IconButton } from '../button/button.tsx'
import { useKit } from '../locale/kit.tsx'

export interface DrawerProps {
  /** Esc or ×. The caller takes it away. */
  onClose: () => void
  title: string
  /** Above the title: code, badges. */
  lead?: JSX.Element
  /** Beside ×: previous, next, open alone. */
  tools?: JSX.Element
  /** Under the title: tabs, place and time. */
  under?: JSX.Element
  /** The acts at the end, the main one first. */
  foot?: JSX.Element
  /**
   * Takes the focus when it appears and gives it back when it goes. Default true; false while a person walks through
   * a list with J and K. On a phone, where it covers everything, it always does.
   */
  takeFocus?: boolean
  children: JSX.Element
}

/** On a phone the drawer covers the page, so the page must wait behind it. */
const NARROW = '(max-width: 720px)'

/** A record beside its list or map, which stays usable. Mount it to open it. */
export function Drawer(props: DrawerProps) {
  const kit = useKit()
  const id = createUniqueId()
  let drawer: HTMLDialogElement | undefined
  let heading: HTMLHeadingElement | undefined
  let before: Element | null = null

  onMount(() => {
    if (!drawer) return
    const narrow = matchMedia(NARROW)
    before = document.activeElement
    const open = () => {
      if (!drawer) return
      if (drawer.open) drawer.close()
      if (narrow.matches) drawer.showModal()
      else drawer.open = true
    }
    open()
    if (props.takeFocus !== false || narrow.matches) heading?.focus({ preventScroll: true })
    narrow.addEventListener('change', open)
    onCleanup(() => narrow.removeEventListener('change', open))
  })
  onCleanup(() => {
    const inside = drawer?.contains(document.activeElement)
    if (drawer?.open) drawer.close()
    if (inside && before instanceof HTMLElement && before.isConnected) before.focus()
  })
  // Another record in the same drawer starts at its top.
  createEffect(
    on(
      () => props.title,
      () => drawer?.querySelector('.drawer-body')?.scrollTo({ top: 0 }),
    ),
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    event.stopPropagation()
    props.onClose()
  }
  return (
    <dialog
      ref={(element) => {
        drawer = element
      }}
      class="drawer"
      aria-labelledby={id}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
    >
      <div class="drawer-head">
        <div class="line">
          {props.lead}
          <span class="push" />
          {props.tools}
          <IconButton icon={CloseIcon} label={kit.words().close} size="sm" onClick={() => props.onClose()} />
        </div>
        <h2
          id={id}
          class="drawer-title"
          tabindex={-1}
          ref={(element) => {
            heading = element
          }}
        >
          {props.title}
        </h2>
        {props.under}
      </div>
      <section class="drawer-body" aria-labelledby={id} tabindex={0}>
        {props.children}
      </section>
      <Show when={props.foot}>
        <div class="drawer-foot">{props.foot}</div>
      </Show>
    </dialog>
  )
}

export interface SplitProps {
  /** The list or map. */
  children: JSX.Element
  /** The drawer, when a record is open. */
  aside?: JSX.Element
}

/** A list or map with room for a drawer beside it. */
export function Split(props: SplitProps) {
  return (
    <div class="split">
      <div class="split-main">{props.children}</div>
      {props.aside}
    </div>
  )
}
