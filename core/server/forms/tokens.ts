import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Problem } from '@saola/kernel'

/** Milliseconds in which nobody fills a form in by hand. */
export const SHORTEST = 2_000
/** Milliseconds that a token is good for: an evening with an open page, or a night without a network. */
export const LONGEST = 86_400_000
/** Clocks of processes that differ a little. */
const SLACK = 60_000

export interface FormTokenOptions {
  secret: string
  clock?: () => number
  shortest?: number
}

/**
 * Tokens of public forms: `<time>.<random>.<signature>`. They prove that somebody opened a form here and took time to
 * fill it in; they name nobody and nothing is stored.
 */
export class FormTokens {
  readonly #key: Buffer
  readonly #clock: () => number
  readonly shortest: number

  constructor({ secret, clock = Date.now, shortest = SHORTEST }: FormTokenOptions) {
    this.#key = createHmac('sha256', secret).update('saola form token').digest()
    this.#clock = clock
    this.shortest = shortest
  }

  make(): string {
    const head = `${this.#clock().toString(36)}.${randomBytes(9).toString('base64url')}`
    return `${head}.${this.#sign(head)}`
  }

  /** Throws `form-token-invalid` for a token that is not ours or too old. Gives back its age in milliseconds. */
  check(token: unknown): number {
    const [time = '', random = '', signature = ''] = typeof token === 'string' ? token.split('.', 4) : []
    const expected = Buffer.from(this.#sign(`${time}.${random}`))
    const given = Buffer.from(signature)
    const age = this.#clock() - Number.parseInt(time, 36)
    const genuine = given.length === expected.length && timingSafeEqual(given, expected)
    if (genuine && age <= LONGEST && age >= -SLACK) return age
    throw new Problem('form-token-invalid', 422, 'The form was open too long or was not opened here')
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url')
  }
}
