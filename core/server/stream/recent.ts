import { mask } from '@saola/records'
import type { CloudEvent, Json } from '@saola/sdk'
import { type Frame, modelOf, recordFrame } from './frames.ts'

/** A record event that becomes bytes when the first listener wants it. */
export class Sent {
  readonly id: string
  readonly model: string
  readonly #event: CloudEvent
  #frame: Frame | undefined
  #masked: Frame | undefined

  private constructor(event: CloudEvent, model: string) {
    this.id = event.id
    this.model = model
    this.#event = event
  }

  static of(event: CloudEvent): Sent | undefined {
    const model = modelOf(event)
    return model === undefined ? undefined : new Sent(event, model)
  }

  get frame(): Frame {
    this.#frame ??= recordFrame(this.#event)
    return this.#frame
  }

  /** The event for those who may not know some fields of the model. */
  without(personal: ReadonlySet<string>): Frame {
    const { data } = this.#event
    if (personal.size === 0 || typeof data !== 'object' || data === null) return this.frame
    this.#masked ??= recordFrame({ ...this.#event, data: mask(data as Record<string, Json>, personal) })
    return this.#masked
  }
}

/** The last events, for browsers whose line was cut a moment ago. */
export class Recent {
  readonly #most: number
  #events: Sent[] = []

  constructor(most = 1_000) {
    this.#most = most
  }

  push(sent: Sent): void {
    this.#events.push(sent)
    if (this.#events.length >= 2 * this.#most) this.#events = this.#events.slice(-this.#most)
  }

  clear(): void {
    this.#events = []
  }

  /** What came after an event; undefined when it is not among these. */
  after(id: string): Sent[] | undefined {
    const at = this.#events.findLastIndex((sent) => sent.id === id)
    return at < 0 ? undefined : this.#events.slice(at + 1)
  }
}
