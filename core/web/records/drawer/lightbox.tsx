import type { FileRef } from '@saola/sdk'
import { CloseIcon, IconButton } from '@saola/sdk-web'
import { ChevronLeft, ChevronRight } from 'lucide-solid'
import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { useRecordWords } from '../words/words.ts'
import { pictureUrl } from '../work/upload.ts'

export interface LightboxProps {
  label: string
  files: readonly FileRef[]
  start: number
  onClose: () => void
}

/** Pictures at full size above everything: arrow keys turn, Esc closes. */
export default function Lightbox(props: LightboxProps) {
  const words = useRecordWords()
  const [at, setAt] = createSignal(props.start)
  const count = () => props.files.length
  const file = () => props.files[at()]
  const turn = (by: number) => setAt((now) => (now + by + count()) % count())
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  onCleanup(() => dialog?.close())
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, j: 1, k: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    turn(by)
  }
  return (
    <dialog
      ref={(element) => {
        dialog = element
      }}
      class="lightbox"
      aria-label={props.label}
      onKeyDown={onKey}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === dialog) props.onClose()
      }}
    >
      <header class="lightbox-bar">
        <b>{props.label}</b>
        <span class="meta" aria-live="polite">
          {words().drawer.photo(String(at() + 1), String(count()))}
        </span>
        <span class="push" />
        <IconButton icon={CloseIcon} label={words().keys.close} onClick={() => props.onClose()} />
      </header>
      <Show when={file()} keyed>
        {(shown) => (
          <img
            src={pictureUrl(shown.id, 'large')}
            alt={words().drawer.photoOf(props.label, String(at() + 1))}
            width={shown.width}
            height={shown.height}
          />
        )}
      </Show>
      <Show when={count() > 1}>
        <div class="lightbox-turn">
          <IconButton
            icon={ChevronLeft}
            label={words().drawer.prevPhoto}
            kind="plain"
            onClick={() => turn(-1)}
          />
          <IconButton
            icon={ChevronRight}
            label={words().drawer.nextPhoto}
            kind="plain"
            onClick={() => turn(1)}
          />
        </div>
      </Show>
    </dialog>
  )
}
