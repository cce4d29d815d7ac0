import { url as inspectorUrl } from 'node:inspector'
import { Worker } from 'node:worker_threads'
import type { StallEnded, ToWatchdog, WatchdogData } from './watchdog-worker.ts'

export interface WatchdogOptions {
  /** Milliseconds that the event loop may stand still. Default 5,000. */
  limit?: number
  /** Called when the loop goes on again after a stall. */
  onStall: (stall: StallEnded) => void
}

const script = new URL(
  import.meta.url.endsWith('.ts') ? './watchdog-worker.ts' : './watchdog-worker.js',
  import.meta.url,
)

/**
 * A thread that notices when the event loop stands still and says whose code holds it. It can only say so: code
 * that never gives way inside this process cannot be stopped from outside.
 */
export class Watchdog {
  /** Resolves when the thread watches. */
  readonly ready: Promise<void>
  readonly #worker: Worker
  readonly #slots: Int32Array
  readonly #beat: NodeJS.Timeout
  #entered: string[] = []

  constructor({ limit = 5_000, onStall }: WatchdogOptions) {
    const shared = new SharedArrayBuffer(8)
    this.#slots = new Int32Array(shared)
    // A debugger that stops at a breakpoint is no stall, and two of them would get in each other's way.
    const workerData: WatchdogData = { shared, limit, inspect: inspectorUrl() === undefined }
    this.#worker = new Worker(script, {
      workerData,
      name: 'watchdog',
      resourceLimits: { maxOldGenerationSizeMb: 32 },
    })
    let watching = () => {}
    this.ready = new Promise((resolve) => {
      watching = resolve
    })
    this.#worker.on('message', (message: StallEnded | 'ready') =>
      message === 'ready' ? watching() : onStall(message),
    )
    this.#worker.on('error', () => clearInterval(this.#beat))
    this.#worker.unref()
    this.#beat = setInterval(
      () => Atomics.add(this.#slots, 0, 1),
      Math.max(10, Math.min(250, limit / 10)),
    ).unref()
  }

  /**
   * Notes that code of a plugin is entered, until the function given back is called: names the culprit where the
   * stack cannot be read, inside native code.
   */
  enter(plugin: string): () => void {
    let index = this.#entered.indexOf(plugin)
    if (index < 0) {
      index = this.#entered.push(plugin) - 1
      this.#worker.postMessage({ entered: this.#entered } satisfies ToWatchdog)
    }
    const before = Atomics.exchange(this.#slots, 1, index + 1)
    return () => void Atomics.store(this.#slots, 1, before)
  }

  async stop(): Promise<void> {
    clearInterval(this.#beat)
    await this.#worker.terminate()
  }
}
