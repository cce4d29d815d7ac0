import { type Accessor, createSignal } from 'solid-js'
import type { Tone } from '../shape/shape.tsx'

export interface ToastOptions {
  /** What was just done, in the past: `Đã gộp 004109 vào 004131`. */
  text: string
  /** Default `ok`. */
  tone?: Tone
  /** The way back; the toast offers it, and key Z takes it. */
  undo?: () => void | Promise<void>
  /** Milliseconds until it goes. Default ten seconds; Infinity stays. */
  duration?: number
}

export interface Toast extends Required<Pick<ToastOptions, 'text' | 'tone'>> {
  id: number
  undo: (() => void | Promise<void>) | undefined
}

export interface Timers {
  set: (run: () => void, milliseconds: number) => unknown
  clear: (timer: unknown) => void
  now: () => number
}

const timersOfTheMachine: Timers = {
  set: (run, milliseconds) => setTimeout(run, milliseconds),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  now: () => Date.now(),
}

interface Waiting {
  timer: unknown
  endsAt: number
  left: number
}

/** Holds the toasts of one page. Its view is `Toaster`; anybody may show one. */
export interface ToasterStore {
  toasts: Accessor<readonly Toast[]>
  /** @returns the id, with which it can be dismissed early. */
  show: (options: ToastOptions) => number
  dismiss: (id: number) => void
  /** Takes the way back of that toast, or of the newest that has one. False when there is none. */
  undo: (id?: number) => Promise<boolean>
  /** Stops the time of all while a person looks at them. */
  hold: () => void
  /** Lets the time run on. */
  release: () => void
}

/** At most this many at once; the oldest gives way. */
const MOST = 3

export function createToaster(onUndoFailed: (toast: Toast) => void, timers: Timers = timersOfTheMachine) {
  const [toasts, setToasts] = createSignal<readonly Toast[]>([])
  const waiting = new Map<number, Waiting>()
  let last = 0
  let held = false

  const run = (id: number, left: number) => {
    const entry: Waiting = { left, endsAt: timers.now() + left, timer: undefined }
    if (!held && Number.isFinite(left)) entry.timer = timers.set(() => dismiss(id), left)
    waiting.set(id, entry)
  }
  const dismiss = (id: number) => {
    timers.clear(waiting.get(id)?.timer)
    waiting.delete(id)
    setToasts((all) => all.filter((toast) => toast.id !== id))
  }
  const show = (options: ToastOptions) => {
    last += 1
    const toast: Toast = { id: last, text: options.text, tone: options.tone ?? 'ok', undo: options.undo }
    const all = [...toasts(), toast]
    for (const old of all.slice(0, -MOST)) dismiss(old.id)
    setToasts(all.slice(-MOST))
    run(toast.id, options.duration ?? 10_000)
    return toast.id
  }
  const undo = async (id?: number) => {
    const toast =
      id === undefined
        ? toasts().findLast((candidate) => candidate.undo)
        : toasts().find((candidate) => candidate.id === id)
    if (!toast?.undo) return false
    dismiss(toast.id)
    try {
      await toast.undo()
    } catch {
      onUndoFailed(toast)
    }
    return true
  }
  const hold = () => {
    if (held) return
    held = true
    for (const entry of waiting.values()) {
      timers.clear(entry.timer)
      entry.left = Math.max(0, entry.endsAt - timers.now())
    }
  }
  const release = () => {
    if (!held) return
    held = false
    for (const [id, entry] of waiting) run(id, entry.left)
  }
  const store: ToasterStore = { toasts, show, dismiss, undo, hold, release }
  return store
}
