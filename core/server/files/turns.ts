import { Problem } from '@saola/kernel'

/** Lets a few works run at a time; the others wait in order, and beyond a length nobody more is let in. */
export class Turns {
  readonly #most: number
  readonly #longest: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(most: number, longest: number) {
    this.#most = most
    this.#longest = longest
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#most) {
      if (this.#waiting.length >= this.#longest) {
        throw new Problem('rate-limited', 429, 'Too many pictures are being prepared: try again soon', {
          extra: { retryAfter: 5 },
        })
      }
      await new Promise<void>((go) => this.#waiting.push(go))
    } else this.#running += 1
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }
}
