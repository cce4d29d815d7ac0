import { DEFAULTS, type JobHandler, type JobOptions, type JobRun } from './queue.ts'

export interface Definition {
  name: string
  handler: JobHandler
  options: Required<JobOptions>
}

export interface Attempt {
  definition: Definition
  abort: AbortController
  ended: Promise<void>
}

/** Why an attempt was ended by us: the job is innocent and goes back. */
export class Stopping extends Error {
  constructor() {
    super('the process is stopping')
  }
}

/** The handlers of this process and the attempts that run in it. */
export class Definitions {
  readonly #byName = new Map<string, Definition>()
  readonly #running = new Set<Attempt>()

  add(name: string, handler: JobHandler, options: JobOptions = {}): Definition {
    const definition = { name, handler, options: { ...DEFAULTS, ...options } }
    this.#byName.set(name, definition)
    return definition
  }

  /** False when a newer definition has taken its place. */
  remove(definition: Definition): boolean {
    return this.#byName.get(definition.name) === definition && this.#byName.delete(definition.name)
  }

  get(name: string): Definition | undefined {
    return this.#byName.get(name)
  }

  names(): string[] {
    return [...this.#byName.keys()]
  }

  /** Names with room for another job here. */
  free(): string[] {
    const taken = new Map<string, number>()
    for (const { definition } of this.#running)
      taken.set(definition.name, (taken.get(definition.name) ?? 0) + 1)
    return this.names().filter(
      (name) => (taken.get(name) ?? 0) < (this.#byName.get(name)?.options.concurrency ?? 1),
    )
  }

  get running(): number {
    return this.#running.size
  }

  /** Runs one attempt; rejects when it fails or outlives its limit, whatever the handler's own promise does. */
  run(definition: Definition, run: Omit<JobRun, 'signal'>): Promise<void> {
    const abort = new AbortController()
    const work = attempt(definition, run, abort)
    const entry: Attempt = { definition, abort, ended: work.catch(() => {}) }
    this.#running.add(entry)
    return work.finally(() => this.#running.delete(entry))
  }

  /** Resolves when nothing runs any more; what still does after `limit` milliseconds is aborted. */
  async drain(limit: number): Promise<void> {
    const timer = setTimeout(() => {
      for (const { abort } of this.#running) abort.abort(new Stopping())
    }, limit)
    while (this.#running.size > 0) await Promise.all([...this.#running].map((entry) => entry.ended))
    clearTimeout(timer)
  }
}

function attempt(definition: Definition, run: Omit<JobRun, 'signal'>, abort: AbortController): Promise<void> {
  const { timeout } = definition.options
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => abort.abort(new Error(`${definition.name} took longer than ${timeout} ms`)),
      timeout,
    )
    abort.signal.addEventListener('abort', () => reject(abort.signal.reason), { once: true })
    Promise.resolve()
      .then(() => definition.handler({ ...run, signal: abort.signal }))
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
    abort.signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
}
