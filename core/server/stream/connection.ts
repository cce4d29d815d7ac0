import type { Reach } from '@saola/records'
import type { Actor } from '@saola/sdk'
import { type Frame, HELLO, RESET } from './frames.ts'
import { heardLater, type Sent } from './recent.ts'

/** Which records of a model an actor may hear of, and without which fields; undefined for none. */
export type ReachOf = (actor: Actor, model: string) => Reach | undefined

export interface ConnectionOptions {
  actor: Actor
  /** Models asked for. */
  models: readonly string[]
  /** Who sends the request, asked again now and then; throws or gives somebody else when they are signed out. */
  identify: () => Actor | Promise<Actor>
  /** Bytes that may wait for a slow reader. */
  buffer: number
  /** Breaks the line to a reader that is too slow. Default: the stream fails. */
  cut?: () => void
  /** Called once, whoever ends it. */
  ended: (connection: Connection) => void
}

/** One open stream. What waits for its reader is bounded: one who does not read is cut off, and reads anew later. */
export class Connection {
  readonly stream: ReadableStream<Frame>
  readonly models: readonly string[]
  actor: Actor
  /** When to look at its rights again, milliseconds. */
  checkAt = 0
  /** When to write a comment, milliseconds. */
  pingAt = 0
  readonly #reach = new Map<string, Reach>()
  #controller!: ReadableStreamDefaultController<Frame>
  #open = true
  /** Live events that came while older ones are being looked up. */
  #held: Sent[] | undefined
  readonly #options: ConnectionOptions

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.actor = options.actor
    this.models = options.models
    this.stream = new ReadableStream<Frame>(
      {
        start: (controller) => {
          this.#controller = controller
          controller.enqueue(HELLO)
        },
        cancel: () => this.#ended(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: options.buffer }),
    )
  }

  get open(): boolean {
    return this.#open
  }

  /** Decides anew what of the models that were asked for may be heard. */
  allow(reachOf: ReachOf): void {
    this.#reach.clear()
    for (const model of this.models) {
      const reach = reachOf(this.actor, model)
      if (reach) this.#reach.set(model, reach)
    }
  }

  /** Gives false when the reader was too slow and has been cut off. */
  write(frame: Frame): boolean {
    if (!this.#open) return true
    const room = this.#controller.desiredSize ?? 0
    // A single event may be larger than the buffer, as long as nothing else waits.
    if (room < frame.byteLength && room < this.#options.buffer) {
      this.#ended()
      if (this.#options.cut) this.#options.cut()
      else this.#controller.error(new Error('the reader is too slow'))
      return false
    }
    this.#controller.enqueue(frame)
    return true
  }

  /** A record event, if it may be heard here. */
  hear(sent: Sent): boolean {
    if (this.#held) {
      this.#held.push(sent)
      return true
    }
    const reach = this.#reach.get(sent.model)
    const frame = reach && sent.for(reach)
    return !frame || this.write(frame)
  }

  /** Keeps live events back until `replay` has brought what came before them. */
  hold(): void {
    this.#held = []
  }

  /** Writes what was missed and then what was held back; without the former, or when it is too much, tells to read anew. */
  replay(earlier: readonly Sent[] | undefined): void {
    const held = this.#held ?? []
    this.#held = undefined
    const seen = new Set(earlier?.map(({ id }) => id))
    const all = [...(earlier ?? []), ...held.filter(({ id }) => !seen.has(id))]
    const missed = heardLater(all, (model) => this.#reach.get(model))
    const size = missed.reduce((sum, frame) => sum + frame.byteLength, 0)
    if (!earlier || size > this.#options.buffer / 2) this.write(RESET)
    else for (const frame of missed) this.write(frame)
  }

  async identify(): Promise<Actor> {
    return this.#options.identify()
  }

  end(): void {
    if (!this.#open) return
    this.#ended()
    this.#controller.close()
  }

  #ended(): void {
    if (!this.#open) return
    this.#open = false
    this.#options.ended(this)
  }
}
