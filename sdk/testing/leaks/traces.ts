import { readdirSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What is open in this process; two of them side by side show what was left behind. */
export interface Traces {
  /** Timers, sockets, servers, workers and the like, by kind. */
  resources: Record<string, number>
  /** Listeners on `process`, by event. */
  listeners: Record<string, number>
  /** Open file handles; undefined where the system does not tell. */
  handles?: number
  /** Bytes of live objects, after a collection. */
  heap: number
}

/** Kinds that come and go with every request and say nothing about a leak. */
const PASSING = new Set([
  'Immediate',
  'FSReqCallback',
  'FSReqPromise',
  'FileHandleCloseReq',
  'GetAddrInfoReqWrap',
])

export async function takeTraces(): Promise<Traces> {
  await collectGarbage()
  const resources: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) {
    if (!PASSING.has(kind)) resources[kind] = (resources[kind] ?? 0) + 1
  }
  const listeners: Record<string, number> = {}
  for (const event of process.eventNames()) listeners[String(event)] = process.listenerCount(event)
  return { resources, listeners, handles: openHandles(), heap: process.memoryUsage().heapUsed }
}

/**
 * What there is more of afterwards. Sockets of connections that are kept alive come and go, so callers end theirs
 * first; `heapTolerance` is in bytes.
 */
export function whatGrew(before: Traces, after: Traces, heapTolerance: number): string[] {
  const grown = [
    ...moreOf('open', before.resources, after.resources),
    ...moreOf('listeners on process of', before.listeners, after.listeners),
  ]
  if (before.handles !== undefined && after.handles !== undefined && after.handles > before.handles) {
    grown.push(`file handles: ${before.handles} → ${after.handles}`)
  }
  const heap = after.heap - before.heap
  if (heap > heapTolerance) grown.push(`heap: ${(heap / 1024 / 1024).toFixed(1)} MB more`)
  return grown
}

function moreOf(what: string, before: Record<string, number>, after: Record<string, number>): string[] {
  return Object.entries(after)
    .filter(([kind, count]) => count > (before[kind] ?? 0))
    .map(([kind, count]) => `${what} ${kind}: ${before[kind] ?? 0} → ${count}`)
}

function openHandles(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return undefined
  }
}

let collect: (() => void) | undefined

async function collectGarbage(): Promise<void> {
  if (!collect) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  // Twice, with the finalizers between: weak references are cleared by the first.
  for (let round = 0; round < 2; round++) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
}
