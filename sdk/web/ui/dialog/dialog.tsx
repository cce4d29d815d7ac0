import { createEffect, createUniqueId, type JSX, onCleanup, Show } from 'solid-js'

export interface DialogProps {
  open: boolean
  /** Esc, or a press beside it. The caller sets `open` to false. */
  onClose: () => void
  title: string
  /** Facts that the answer needs. */
  children?: JSX.Element
  /** The answers, the safe one first. */
  actions?: JSX.Element
  /** `wide` for plans and previews. */
  size?: 'wide'
  /** A form must not be lost by a press beside it. */
  keepOpen?: boolean
}

/**
 * A question that must be answered: the rest of the page waits, the focus comes in and goes back where it was.
 * Rare, since most things are done at once and can be undone.
 */
export function Dialog(props: DialogProps) {
  const id = createUniqueId()
  let dialog: HTMLDialogElement | undefined
  createEffect(() => {
    if (!dialog) return
    if (props.open && !dialog.open) dialog.showModal()
    if (!props.open && dialog.open) dialog.close()
  })
  onCleanup(() => dialog?.close())
  const onPress = (event: MouseEvent) => {
    if (event.target === dialog && !props.keepOpen) props.onClose()
  }
  return (
    <dialog
      ref={(element) => {
        dialog = element
      }}
      class="dialog"
      data-size={props.size}
      aria-labelledby={id}
      onCancel={(event) => {
        if (event.target !== dialog) return
        event.preventDefault()
        props.onClose()
      }}
      onMouseDown={onPress}
    >
      <Show when={props.open}>
        <div class="dialog-box">
          <h2 id={id} class="dialog-title">
            {props.title}
          </h2>
          <div class="dialog-body">{props.children}</div>
          <Show when={props.actions}>
            <div class="dialog-acts">{props.actions}</div>
          </Show>
        </div>
      </Show>
    </dialog>
  )
}
