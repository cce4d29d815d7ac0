import { readdirSync } from 'node:fs'

/** What a process holds that it could forget to give back. */
export interface Inventory {
  /** Bytes after a full collection. */
  heap: number
  /** Open file descriptors. */
  files: number
  /** Listeners on the process object. */
  listeners: number
  /** Timers, sockets, watchers and the like that are active, by kind. */
  resources: Record<string, number>
}

/** Needs `--expose-gc` for the heap to say anything. */
export function inventory(): Inventory {
  const collect = (globalThis as { gc?: () => void }).gc
  // Finalizers of the first pass free more in the second.
  collect?.()
  collect?.()
  const resources: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1
  return {
    heap: process.memoryUsage().heapUsed,
    files: readdirSync('/proc/self/fd').length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    resources,
  }
}
