import { Problem } from '@saola/kernel'
import type { Json } from '@saola/sdk'
import type { FormTokens } from './tokens.ts'

/** Member of a body in which the page of a public form sends what the guard looks at. */
const MEMBER = '_form'

/**
 * Looks at what came through a public form, without asking a third party and without puzzles: a token of a page that
 * was opened here, the time since, and a field that people do not see. Gives back the body without its own member.
 */
export function guardForm(tokens: FormTokens, body: Json | undefined): Json {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new Problem('form-token-invalid', 422, `The body must be an object with ${MEMBER}`)
  }
  const { [MEMBER]: own, ...rest } = body
  const { token, trap } = own !== null && typeof own === 'object' && !Array.isArray(own) ? own : {}
  const age = tokens.check(token)
  if (trap !== undefined && trap !== '')
    throw new Problem('form-refused', 422, 'A hidden field was filled in')
  if (age < tokens.shortest) {
    throw new Problem('form-too-fast', 429, 'The form was sent faster than anybody can fill it in', {
      extra: { retryAfter: Math.ceil((tokens.shortest - age) / 1000) },
    })
  }
  return rest
}
