import { createSignal, onCleanup, onMount } from 'solid-js'

/** What keys do, by `KeyboardEvent.key`. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>

const STORED = 'saola.keys'
const [letters, setLetters] = createSignal(read())

/** Whether keys of one letter do something (WCAG 2.1.4: who is disturbed by them switches them off). */
export const lettersOn = letters

export function switchLetters(on: boolean): void {
  setLetters(on)
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off')
  } catch {
    // Without storage it holds for this page.
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off'
  } catch {
    return true
  }
}

/** Keys that belong to whatever has the focus unless that is a row, or nothing. */
const OF_ROWS: ReadonlySet<string> = new Set(['Enter', 'ArrowDown', 'ArrowUp', 'Home', 'End'])

/** Keys of a whole screen. They never take what somebody types, and wait while a dialog or a menu is open. */
export function useKeys(keys: KeyMap): void {
  const onKey = (event: KeyboardEvent) => {
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    if (!act || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const { target } = event
    if (isTyping(target) || document.querySelector('dialog:modal, [popover]:popover-open')) return
    if (OF_ROWS.has(event.key) && !isRow(target)) return
    if (event.key.length === 1 && !letters()) return
    event.preventDefault()
    act(event)
  }
  onMount(() => {
    document.addEventListener('keydown', onKey)
    onCleanup(() => document.removeEventListener('keydown', onKey))
  })
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
  )
}

function isRow(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof HTMLElement && target.matches('tr[data-key]'))
}

/** Runs once the open drawer shows a record, if it does so soon. */
export function whenShown(run: () => void): void {
  const ready = () => document.querySelector('.drawer .step-bar, .drawer .drawer-part')
  if (ready()) {
    queueMicrotask(run)
    return
  }
  const watch = new MutationObserver(() => {
    if (!ready()) return
    watch.disconnect()
    run()
  })
  watch.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => watch.disconnect(), 5_000)
}
