import type { Scope } from '@saola/kernel'

/** Throws, or gives false or a reason, while the process should get no requests. */
export type ReadyCheck = () => boolean | string | Promise<boolean | string>

export interface ReadyReport {
  ready: boolean
  checks: Record<string, { ok: boolean; ms: number; reason?: string }>
}

/** What must be true before a balancer sends requests here. */
export class Readiness {
  readonly #checks = new Map<string, ReadyCheck>()
  readonly #limit: number

  /** @param limit milliseconds that a check may take */
  constructor(limit = 2_000) {
    this.#limit = limit
  }

  /** A check that gives true or an empty text is passed. */
  add(name: string, check: ReadyCheck, scope: Scope): void {
    scope.set(this.#checks, name, check)
  }

  async report(): Promise<ReadyReport> {
    const entries = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await this.#run(check)] as const),
    )
    return { ready: entries.every(([, { ok }]) => ok), checks: Object.fromEntries(entries) }
  }

  async #run(check: ReadyCheck): Promise<ReadyReport['checks'][string]> {
    const started = performance.now()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`no answer within ${this.#limit} ms`), this.#limit)
    })
    let answer: boolean | string
    try {
      answer = await Promise.race([(async () => check())(), late])
    } catch (error) {
      // The text of a driver's error may hold addresses; the log has it.
      answer = error instanceof Error ? error.name : 'failed'
    }
    clearTimeout(timer)
    const ok = answer === true || answer === ''
    const reason = typeof answer === 'string' && answer !== '' ? { reason: answer } : {}
    return { ok, ms: Math.round(performance.now() - started), ...reason }
  }
}
