import { createEffect, createUniqueId, type JSX, onCleanup, Show } from 'solid-js'

export interface SheetProps {
  open: boolean
  /** Esc, or a press beside it. */
  onClose: () => void
  title: string
  children: JSX.Element
}

/** A few choices from the bottom of a phone, under the thumb. */
export function Sheet(props: SheetProps) {
  const id = createUniqueId()
  let sheet: HTMLDialogElement | undefined
  createEffect(() => {
    if (!sheet) return
    if (props.open && !sheet.open) sheet.showModal()
    if (!props.open && sheet.open) sheet.close()
  })
  onCleanup(() => sheet?.close())
  return (
    <dialog
      ref={(element) => {
        sheet = element
      }}
      class="sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === sheet && event.clientY < sheet.getBoundingClientRect().top) props.onClose()
      }}
    >
      <Show when={props.open}>
        <h2 id={id} class="sheet-title">
          {props.title}
        </h2>
        {props.children}
      </Show>
    </dialog>
  )
}
