import { createEffect, type JSX, onCleanup } from 'solid-js'
import { join } from '../util/class.ts'
import { place } from './place.ts'

export interface PopoverProps {
  open: boolean
  /** Esc, a press elsewhere, or Tab out of it. The caller sets `open` to false. */
  onClose: () => void
  /** The element it belongs to. */
  anchor: () => HTMLElement | undefined
  /** Which edge of the anchor it lines up with. Default `start`. */
  align?: 'start' | 'end'
  /** Read aloud. */
  label: string
  /** Default `dialog`. */
  role?: 'dialog' | 'menu' | 'listbox'
  id?: string
  class?: string
  ref?: (element: HTMLDivElement) => void
  onKeyDown?: (event: KeyboardEvent) => void
  children: JSX.Element
}

/** Something small that comes out of a button, in the browser's top layer, above every scroll box. */
export function Popover(props: PopoverProps) {
  let float: HTMLDivElement | undefined

  const settle = () => {
    const anchor = props.anchor()
    if (!float || !anchor) return
    float.style.removeProperty('max-block-size')
    const spot = place(
      anchor.getBoundingClientRect(),
      float.getBoundingClientRect(),
      { width: document.documentElement.clientWidth, height: window.innerHeight },
      props.align ?? 'start',
    )
    float.style.setProperty('left', `${spot.left}px`)
    float.style.setProperty('top', `${spot.top}px`)
    float.style.setProperty('max-block-size', `${spot.maxHeight}px`)
  }
  const isMine = (target: EventTarget | null) =>
    target instanceof Node && (float?.contains(target) || props.anchor()?.contains(target))
  const onPress = (event: PointerEvent) => {
    if (!isMine(event.target)) props.onClose()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isMine(event.target)) return
    event.preventDefault()
    event.stopPropagation()
    props.onClose()
    props.anchor()?.focus()
  }

  createEffect(() => {
    if (!float || !props.open) return
    float.showPopover()
    settle()
    document.addEventListener('pointerdown', onPress, true)
    document.addEventListener('keydown', onKey, true)
    window.addEventListener('resize', settle)
    window.addEventListener('scroll', settle, true)
    onCleanup(() => {
      document.removeEventListener('pointerdown', onPress, true)
      document.removeEventListener('keydown', onKey, true)
      window.removeEventListener('resize', settle)
      window.removeEventListener('scroll', settle, true)
      if (float?.isConnected) float.hidePopover()
    })
  })

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the role comes by props
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role comes by props
    <div
      ref={(element) => {
        float = element
        props.ref?.(element)
      }}
      id={props.id}
      class={join('popover', props.class)}
      popover="manual"
      role={props.role ?? 'dialog'}
      aria-label={props.label}
      tabindex={-1}
      onKeyDown={(event) => props.onKeyDown?.(event)}
      onFocusOut={(event) => {
        if (props.open && event.relatedTarget && !isMine(event.relatedTarget)) props.onClose()
      }}
    >
      {props.children}
    </div>
  )
}
