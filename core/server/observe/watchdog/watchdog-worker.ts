import { readFileSync, writeSync } from 'node:fs'
import { type Debugger, Session } from 'node:inspector'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'

export interface WatchdogData {
  /** [0]: counts turns of the main thread's event loop. [1]: number of the plugin that was entered, 0 for none. */
  shared: SharedArrayBuffer
  /** Milliseconds without a turn that count as a stall. */
  limit: number
  /** Whether the stack of the main thread may be read. */
  inspect: boolean
}

/** Plugins by their number in `shared`, from 1. */
export interface ToWatchdog {
  entered: string[]
}

/** One line of the main thread's stack, innermost first. */
export interface Line {
  function: string
  url: string
  line: number
}

export interface Stall {
  /** The plugin whose code holds the event loop; undefined when it is nobody's. */
  plugin: string | undefined
  /** How that is known. */
  by: 'stack' | 'slot' | 'nothing'
  stack: Line[]
}

export interface StallEnded extends Stall {
  /** Milliseconds that the event loop stood still. */
  ms: number
}

/** Milliseconds to wait for the stack: a main thread inside native code never gives it. */
const STACK_LIMIT = 1_000
const MOST_LINES = 30

const { shared, limit, inspect } = workerData as WatchdogData
const slots = new Int32Array(shared)
let entered: string[] = []
let turn = Atomics.load(slots, 0)
let since = performance.now()
let looks = 0
let stall: Stall | undefined

parentPort?.on('message', (message: ToWatchdog) => {
  entered = message.entered
})

parentPort?.postMessage('ready')
setInterval(() => void look(), Math.max(20, Math.min(500, limit / 5)))

async function look(): Promise<void> {
  const now = Atomics.load(slots, 0)
  if (now !== turn) {
    if (stall)
      parentPort?.postMessage({ ...stall, ms: Math.round(performance.now() - since) } satisfies StallEnded)
    turn = now
    since = performance.now()
    looks = 0
    stall = undefined
    return
  }
  looks += 1
  const ms = Math.round(performance.now() - since)
  // Several looks: a machine that slept makes one long gap in both threads.
  if (stall || ms < limit || looks < 4) return
  stall = { plugin: undefined, by: 'nothing', stack: [] }
  const stack = inspect ? await readStack() : []
  const byStack = pluginOf(stack)
  const bySlot = byStack === undefined ? entered[Atomics.load(slots, 1) - 1] : undefined
  stall.stack = stack
  stall.plugin = byStack ?? bySlot
  stall.by = byStack !== undefined ? 'stack' : bySlot !== undefined ? 'slot' : 'nothing'
  report(ms, stall)
}

/** Straight to the file: the streams of a worker are served by the main thread, which is what stands still. */
function report(ms: number, { plugin, by, stack }: Stall): void {
  const line = JSON.stringify({
    level: 50,
    time: Date.now(),
    pid: process.pid,
    msg: plugin ? `${plugin} holds the event loop` : 'the event loop stands still',
    plugin,
    by,
    ms,
    stack: stack.map(({ function: name, url, line: at }) => `${name} ${url}:${at}`),
  })
  try {
    writeSync(2, `${line}\n`)
  } catch {
    // A full pipe: it is said again in the log when the loop comes back.
  }
}

/** The innermost code that belongs to a plugin. */
function pluginOf(stack: Line[]): string | undefined {
  for (const { url } of stack) {
    const plugin = url.startsWith('file:') ? packageOf(dirname(fileURLToPath(url))) : undefined
    if (plugin !== undefined) return plugin
  }
  return undefined
}

/** The id in the manifest that lies in this folder or above it. */
function packageOf(dir: string): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as {
      manifest?: unknown
      id?: unknown
    }
    if (manifest.manifest === 1 && typeof manifest.id === 'string') return manifest.id
  } catch {
    // No package begins here.
  }
  const above = dirname(dir)
  return above === dir ? undefined : packageOf(above)
}

/** Pauses the main thread wherever it is, reads its stack, and lets it go on. */
function readStack(): Promise<Line[]> {
  return new Promise((resolve) => {
    const session = new Session()
    const scripts = new Map<string, string>()
    let timer: NodeJS.Timeout | undefined
    const done = (stack: Line[]) => {
      clearTimeout(timer)
      try {
        session.post('Debugger.disable')
        session.disconnect()
      } catch {
        // It is gone already.
      }
      resolve(stack)
    }
    try {
      session.connectToMainThread()
      session.on('Debugger.scriptParsed', ({ params }) => void scripts.set(params.scriptId, params.url))
      session.on('Debugger.paused', ({ params }) => {
        const stack = params.callFrames.slice(0, MOST_LINES).map((frame) => lineOf(frame, scripts))
        session.post('Debugger.resume')
        done(stack)
      })
      session.post('Debugger.enable')
      session.post('Debugger.pause')
      timer = setTimeout(() => done([]), STACK_LIMIT)
    } catch {
      done([])
    }
  })
}

function lineOf(frame: Debugger.CallFrame, scripts: ReadonlyMap<string, string>): Line {
  return {
    function: frame.functionName || '(anonymous)',
    url: frame.url || (scripts.get(frame.location.scriptId) ?? ''),
    line: frame.location.lineNumber + 1,
  }
}
