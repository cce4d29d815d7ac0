import { Problem } from '@saola/kernel'
import type { Actor, Json } from '@saola/sdk'
import type { Context } from 'hono'
import { readObject } from '../http/body.ts'
import type { Bindings, HttpEnv } from '../http/refs.ts'
import { requireSameOrigin } from '../http/same-origin.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import type { Identity } from './refs.ts'

/** Slows guessing down: `attempt` throws `rate-limited` before a password is looked at, `succeeded` gives it back. */
export interface SignInGuard {
  attempt(account: string, address: string): void
  succeeded(account: string, address: string): void
}

export interface AuthApiOptions {
  identity: Identity
  permissionsOf: (actor: Actor) => string[]
  limit: SignInGuard
}

/** `/api/auth`: sign in, sign out, change the password. */
export function authApi(options: AuthApiOptions): SubApp {
  const { identity } = options
  const app = subApp()

  const signIn = async (c: Context<HttpEnv>): Promise<Response> => {
    fromOurPage(c)
    const { email, password } = await readObject(c.req.raw)
    if (typeof email !== 'string' || typeof password !== 'string' || password.length > 1000) throw failed()
    const account = email.trim().toLowerCase()
    options.limit.attempt(account, c.env.address)
    const body = { email: email.trim(), password, rememberMe: true }
    const answer = await forward(c.env, identity, '/sign-in/email', c.req.raw, body)
    if (!answer.ok) throw failed()
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])
    const person = await identity.sessions.personOf(cookies.join('; '))
    if (!person) throw failed()
    options.limit.succeeded(account, c.env.address)
    return withCookies(answer, { user: describePerson(person.actor, person.email, options.permissionsOf) })
  }
  app.post('/sign-in', signIn)
  app.post('/sign-in/email', signIn)

  app.post('/sign-out', async (c) => {
    fromOurPage(c)
    const answer = await forward(c.env, identity, '/sign-out', c.req.raw, {})
    identity.sessions.forget()
    return withCookies(answer, { user: null })
  })

  app.post('/change-password', async (c) => {
    if (c.env.by !== 'cookie')
      throw new Problem('sign-in-required', 401, 'Only somebody who is signed in has a password')
    const { currentPassword, newPassword } = await readObject(c.req.raw)
    options.limit.attempt(c.env.actor.id, c.env.address)
    const body = {
      currentPassword: text(currentPassword),
      newPassword: text(newPassword),
      revokeOtherSessions: true,
    }
    const answer = await forward(c.env, identity, '/change-password', c.req.raw, body)
    if (!answer.ok) throw await refusal(answer)
    options.limit.succeeded(c.env.actor.id, c.env.address)
    identity.sessions.forget()
    return withCookies(answer, { changed: true })
  })
  return app
}

/** `/api/session`: who I am and what I may do. */
export function sessionApi({
  identity,
  permissionsOf,
}: Pick<AuthApiOptions, 'identity' | 'permissionsOf'>): SubApp {
  const app = subApp()
  app.get('/', (c) => {
    const { actor } = c.env
    if (actor.kind === 'anonymous') return c.json({ user: null })
    return c.json({ user: describePerson(actor, identity.emailOf(actor), permissionsOf) })
  })
  return app
}

function describePerson(actor: Actor, email: string | undefined, permissionsOf: (actor: Actor) => string[]) {
  const { id, name, roles, units } = actor
  return { id, name, email: email ?? '', roles, units, permissions: permissionsOf(actor) }
}

/** Nobody is signed in yet, so there is no cookie to protect; another site may still not sign a person in as somebody. */
function fromOurPage(c: Context<HttpEnv>): void {
  const from = { site: c.req.raw.headers.get('sec-fetch-site'), origin: c.req.raw.headers.get('origin') }
  if (from.site !== null || from.origin !== null) requireSameOrigin('POST', 'cookie', from, c.env.origin)
}

/** Hands a checked request to better-auth under its own address, so that it need not know ours. */
function forward(
  env: Bindings,
  { accounts }: Identity,
  path: string,
  request: Request,
  body: Json,
): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', 'x-forwarded-for': env.address })
  for (const name of ['cookie', 'user-agent']) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return accounts.handle(path, { method: 'POST', headers, body: JSON.stringify(body) })
}

function withCookies(from: Response, body: Json): Response {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' })
  for (const cookie of from.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return new Response(JSON.stringify(body), { headers })
}

function failed(): Problem {
  return new Problem('sign-in-failed', 401, 'The e-mail address or the password is not right')
}

async function refusal(answer: Response): Promise<Problem> {
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string }
  if (code === 'INVALID_PASSWORD') return failed()
  return new Problem('body-invalid', 422, 'The new password must have 10 to 128 characters', {
    extra: {
      errors: [
        {
          pointer: '/newPassword',
          code: 'password',
          detail: {
            vi: 'Mật khẩu phải có 10 đến 128 ký tự',
            en: 'The password must have 10 to 128 characters',
          },
        },
      ],
    },
  })
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
