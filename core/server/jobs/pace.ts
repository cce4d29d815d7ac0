const IDLE = 1_000

/**
 * Calls `work` again and again: after the milliseconds it gives back, at the latest after a second, or at once when
 * poked. Never twice at the same time.
 */
export class Pace {
  readonly #work: () => Promise<number>
  readonly #onError: (error: unknown) => void
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #again = false
  #on = false

  constructor(work: () => Promise<number>, onError: (error: unknown) => void) {
    this.#work = work
    this.#onError = onError
  }

  start(): void {
    this.#on = true
    this.poke()
  }

  poke(): void {
    if (!this.#on) return
    if (this.#running) {
      this.#again = true
      return
    }
    clearTimeout(this.#timer)
    this.#running = this.#turn().finally(() => {
      this.#running = undefined
      if (!this.#again) return
      this.#again = false
      this.poke()
    })
  }

  async stop(): Promise<void> {
    this.#on = false
    clearTimeout(this.#timer)
    while (this.#running) await this.#running
    clearTimeout(this.#timer)
  }

  async #turn(): Promise<void> {
    let wait = IDLE
    try {
      wait = Math.min(IDLE, Math.max(0, await this.#work()))
    } catch (error) {
      this.#onError(error)
    }
    if (this.#on) this.#timer = setTimeout(() => this.poke(), wait)
  }
}
