import { mask, type Reach, type Told } from '@saola/records'
import type { CloudEvent, Json } from '@saola/sdk'
import { type Frame, modelOf, recordFrame } from './frames.ts'

type Values = Record<string, Json>

/** What an event is to a reader: of a record of theirs, of one that ceases to be theirs, or nothing. */
type Verdict = 'theirs' | 'leaves' | 'nothing'

/** A record event that becomes bytes when the first listener wants it. */
export class Sent {
  readonly id: string
  readonly model: string
  readonly #event: CloudEvent
  readonly #basis: string | null
  #now: Values | null | undefined
  #before: Values | null | undefined
  #frame: Frame | undefined
  #leaving: Frame | undefined
  readonly #masked = new Map<ReadonlySet<string>, Frame>()
  /** Readers with equal rights share one reach. */
  readonly #verdicts = new Map<Reach, Verdict>()

  private constructor({ event, basis }: Told, model: string) {
    this.id = event.id
    this.model = model
    this.#event = event
    this.#basis = basis
  }

  static of(told: Told): Sent | undefined {
    const model = modelOf(told.event)
    return model === undefined ? undefined : new Sent(told, model)
  }

  get subject(): string | undefined {
    return this.#event.subject
  }

  get frame(): Frame {
    this.#frame ??= recordFrame(this.#event)
    return this.#frame
  }

  /** The event for a reader; undefined when it is not for them. */
  for(reach: Reach): Frame | undefined {
    const verdict = this.verdict(reach)
    if (verdict === 'nothing') return undefined
    return verdict === 'leaves' ? this.leaving : this.#without(reach.hidden)
  }

  verdict(reach: Reach): Verdict {
    if (reach.where === true) return 'theirs'
    let verdict = this.#verdicts.get(reach)
    if (verdict === undefined) {
      verdict = holds(reach, this.#record())
        ? 'theirs'
        : holds(reach, this.#replaced())
          ? 'leaves'
          : 'nothing'
      this.#verdicts.set(reach, verdict)
    }
    return verdict
  }

  /** To those who may not read the record any more it is gone, and what it holds now is not theirs to know. */
  get leaving(): Frame {
    const { subject = '' } = this.#event
    this.#leaving ??= recordFrame({ ...this.#event, type: `${this.model}.deleted`, data: { id: subject } })
    return this.#leaving
  }

  #without(hidden: ReadonlySet<string>): Frame {
    const { data } = this.#event
    if (hidden.size === 0 || typeof data !== 'object' || data === null) return this.frame
    const known = this.#masked.get(hidden)
    if (known) return known
    const frame = recordFrame({ ...this.#event, data: mask(data as Values, hidden) })
    this.#masked.set(hidden, frame)
    return frame
  }

  /** The record as it is since the event. */
  #record(): Values | null {
    this.#now ??= this.#event.type.endsWith('.commented') ? parsed(this.#basis) : asValues(this.#event.data)
    return this.#now
  }

  /** The record as it was before an update. */
  #replaced(): Values | null {
    if (!this.#event.type.endsWith('.updated')) return null
    if (this.#before === undefined) {
      const [now, replaced] = [asValues(this.#event.data), parsed(this.#basis)]
      this.#before = now && replaced && { ...now, ...replaced, version: Number(now.version) - 1 }
    }
    return this.#before
  }
}

/**
 * What a reader hears of events that are past, in their order. What a record held is told only to who may read it
 * after the last of them: it may have gone to others since.
 */
export function heardLater(events: readonly Sent[], reachOf: (model: string) => Reach | undefined): Frame[] {
  const last = new Map<string, Sent>()
  for (const sent of events) if (sent.subject) last.set(`${sent.model} ${sent.subject}`, sent)
  return events.flatMap((sent) => {
    const reach = reachOf(sent.model)
    if (!reach) return []
    const since = last.get(`${sent.model} ${sent.subject}`) ?? sent
    if (sent.verdict(reach) === 'theirs' && since.verdict(reach) !== 'theirs') return []
    return sent.for(reach) ?? []
  })
}

function holds(reach: Reach, record: Values | null): boolean {
  return record !== null && reach.holds(record)
}

function asValues(data: Json): Values | null {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Values) : null
}

function parsed(text: string | null): Values | null {
  return text === null ? null : (JSON.parse(text) as Values)
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
