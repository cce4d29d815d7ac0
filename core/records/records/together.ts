interface Reading<T> {
  running: Promise<T>
  next: Promise<T> | undefined
}

/**
 * Runs equal reads once for all who ask at the same time. Nobody gets an answer of a read that had begun before they
 * asked: it may not know what they have just been told. They share the one after it.
 */
export class Together<T> {
  readonly #readings = new Map<string, Reading<T>>()

  run(question: string, read: () => Promise<T>): Promise<T> {
    const known = this.#readings.get(question)
    if (known) {
      known.next ??= known.running.then(
        () => this.#start(question, read),
        () => this.#start(question, read),
      )
      return known.next
    }
    return this.#start(question, read)
  }

  #start(question: string, read: () => Promise<T>): Promise<T> {
    const reading: Reading<T> = { running: read(), next: undefined }
    this.#readings.set(question, reading)
    const ended = () => {
      if (this.#readings.get(question) === reading && !reading.next) this.#readings.delete(question)
    }
    reading.running.then(ended, ended)
    return reading.running
  }
}
