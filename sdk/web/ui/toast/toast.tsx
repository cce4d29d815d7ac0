import { createEffect, For, on, onCleanup, onMount, Show } from 'solid-js'
import { CloseIcon } from '../../icons/icons.ts'
import { Button, IconButton } from '../button/button.tsx'
import { useKit } from '../locale/kit.tsx'
import { kitWords } from '../locale/words.ts'
import { Shape } from '../shape/shape.tsx'
import { createToaster, type ToasterStore } from './toaster.ts'

let langOfThePage: 'vi' | 'en' = 'vi'

/** The toasts of this page, from wherever code runs: `toaster.show({ text, undo })`. */
export const toaster: ToasterStore = createToaster(() => {
  toaster.show({ tone: 'crit', text: kitWords[langOfThePage].undoFailed })
})

/** Typing a z is not undoing. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
  )
}

export interface ToasterProps {
  /** Default: the toasts of the page. */
  store?: ToasterStore
}

/** Shows toasts above everything; put it once at the end of the page. Key Z takes the newest back. */
export function Toaster(props: ToasterProps) {
  const kit = useKit()
  const store = () => props.store ?? toaster
  createEffect(() => {
    if (!props.store) langOfThePage = kit.lang()
  })
  onMount(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'z' && event.key !== 'Z') return
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target))
        return
      if (
        !store()
          .toasts()
          .some((toast) => toast.undo)
      )
        return
      event.preventDefault()
      void store().undo()
    }
    document.addEventListener('keydown', onKey)
    onCleanup(() => document.removeEventListener('keydown', onKey))
  })
  let home: HTMLDivElement | undefined
  let section: HTMLElement | undefined
  // A modal dialog makes the rest of the page unusable, the way back too: it goes inside as long as one is open.
  const settle = () => {
    const modal = [...document.querySelectorAll<HTMLDialogElement>('dialog:modal')].at(-1)
    const place = modal ?? home
    if (!section || section.parentElement === place) return
    place?.append(section)
    modal?.addEventListener('close', settle, { once: true })
  }
  createEffect(on(() => store().toasts(), settle))
  return (
    <div
      ref={(element) => {
        home = element
      }}
    >
      <section
        ref={(element) => {
          section = element
        }}
        class="toasts"
        aria-label={kit.words().notifications}
        aria-live="polite"
        onPointerEnter={() => store().hold()}
        onPointerLeave={() => store().release()}
        onFocusIn={() => store().hold()}
        onFocusOut={() => store().release()}
      >
        <For each={store().toasts()}>
          {(toast) => (
            <div class="toast" data-tone={toast.tone}>
              <Shape tone={toast.tone} />
              <span class="toast-text">{toast.text}</span>
              <Show
                when={toast.undo}
                fallback={
                  <IconButton
                    icon={CloseIcon}
                    label={kit.words().dismiss}
                    size="sm"
                    onClick={() => store().dismiss(toast.id)}
                  />
                }
              >
                <Button size="sm" kbd="Z" onClick={() => void store().undo(toast.id)}>
                  {kit.words().undo}
                </Button>
              </Show>
            </div>
          )}
        </For>
      </section>
    </div>
  )
}
