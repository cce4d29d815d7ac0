import type { Answers, FromWorker, Question, ToWorker } from './messages.ts'

/** What the worker tells unasked. */
type News = Exclude<FromWorker, { type: 'answer' }>

/** The worker that knows all points, seen from the page. */
export class PointsClient {
  readonly #worker: Worker
  readonly #waiting = new Map<number, (answer: never) => void>()
  readonly #listeners = new Set<(message: News) => void>()
  #seq = 0

  constructor() {
    this.#worker = new Worker(new URL('./points.worker.ts', import.meta.url), { type: 'module' })
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type !== 'answer') {
        for (const listener of this.#listeners) listener(data)
        return
      }
      this.#waiting.get(data.seq)?.(data.answer as never)
      this.#waiting.delete(data.seq)
    }
  }

  tell(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  /** Gives back what ends it. */
  listen(listener: (message: News) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  ask<W extends Question['what']>(question: Question & { what: W }): Promise<Answers[W]> {
    this.#seq += 1
    const seq = this.#seq
    return new Promise((done) => {
      this.#waiting.set(seq, done as (answer: never) => void)
      this.tell({ type: 'ask', seq, question })
    })
  }

  close(): void {
    this.#worker.terminate()
    this.#listeners.clear()
    this.#waiting.clear()
  }
}
