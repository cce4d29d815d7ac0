/** One after another, per name, inside this process. */
export class Mutexes {
  readonly #tails = new Map<string, Promise<unknown>>()

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(name)
    const mine = (before ?? Promise.resolve()).then(work, work)
    const tail = mine.catch(() => {})
    this.#tails.set(name, tail)
    try {
      return await mine
    } finally {
      if (this.#tails.get(name) === tail) this.#tails.delete(name)
    }
  }
}
