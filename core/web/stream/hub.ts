import { StreamConnection, type Surroundings } from './connection.ts'
import type { ServerEvent } from './sse.ts'

/** From a tab to the hub. */
export type ToHub =
  /** All models that the tab wants now. */
  | { kind: 'want'; models: string[] }
  /** The tab holds this Web Lock as long as it lives. */
  | { kind: 'lock'; name: string }
  | { kind: 'nudge' }
  | { kind: 'restart' }
  | { kind: 'bye' }

/** From the hub to a tab. */
export type FromHub =
  | { kind: 'state'; state: 'connecting' | 'open' | 'cut'; at: number | null }
  | { kind: 'opened'; models: string[]; afterCut: boolean }
  | { kind: 'event'; event: ServerEvent }
  | { kind: 'refused' }

interface Tab {
  send: (message: FromHub) => void
  models: readonly string[]
}

/** Nobody reads an age more exactly than a second. */
const TELL_EVERY = 1000

/** One stream for any number of tabs: it asks for what any of them wants and tells all of them everything. */
export class StreamHub {
  readonly #tabs = new Map<object, Tab>()
  readonly #connection: StreamConnection
  #state: 'connecting' | 'open' | 'cut' = 'connecting'
  #at: number | null = null
  #carried: readonly string[] = []
  #asking: ReturnType<typeof setTimeout> | undefined

  constructor(around: Surroundings) {
    this.#connection = new StreamConnection(
      {
        state: (state) => {
          this.#state = state
          if (state !== 'open') this.#carried = []
          this.#tellAll({ kind: 'state', state, at: this.#at })
        },
        opened: (models, afterCut) => {
          this.#carried = models
          this.#tellAll({ kind: 'opened', models: [...models], afterCut })
        },
        refused: () => this.#tellAll({ kind: 'refused' }),
        event: (event) => this.#tellAll({ kind: 'event', event }),
        alive: (at) => {
          if (this.#at !== null && at - this.#at < TELL_EVERY) return
          this.#at = at
          this.#tellAll({ kind: 'state', state: this.#state, at })
        },
      },
      around,
    )
  }

  join(tab: object, send: (message: FromHub) => void): void {
    if (this.#tabs.has(tab)) return
    this.#tabs.set(tab, { send, models: [] })
    send({ kind: 'state', state: this.#state, at: this.#at })
  }

  leave(tab: object): void {
    this.#tabs.delete(tab)
    if (this.#tabs.size === 0) this.#connection.stop()
  }

  take(tab: object, message: ToHub): void {
    const known = this.#tabs.get(tab)
    if (!known) return
    switch (message.kind) {
      case 'bye':
        this.leave(tab)
        break
      case 'nudge':
        this.#connection.nudge()
        break
      case 'restart':
        this.#connection.restart()
        break
      case 'want':
        known.models = message.models
        this.#want(known)
    }
  }

  #want(tab: Tab): void {
    if (this.#state === 'open' && tab.models.every((model) => this.#carried.includes(model))) {
      tab.send({ kind: 'opened', models: [...this.#carried], afterCut: false })
    }
    // Widgets ask one after the other while a screen is being drawn: one question for all of them.
    this.#asking ??= setTimeout(() => {
      this.#asking = undefined
      if (this.#tabs.size > 0) this.#connection.want([...this.#tabs.values()].flatMap((one) => one.models))
    }, 20)
  }

  #tellAll(message: FromHub): void {
    for (const { send } of this.#tabs.values()) send(message)
  }
}
