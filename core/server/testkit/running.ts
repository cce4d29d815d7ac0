import { onTestFinished } from 'vitest'
import { readEnvironment } from '../environment/index.ts'
import { createToken } from '../identity/index.ts'
import { type Centre, type CentreOptions, startCentre } from '../main.ts'
import { createLog } from '../observe/index.ts'
import type { TestStore } from './databases.ts'

export interface Reply {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is checked by the test
  body: any
  headers: Headers
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Reply>

export interface Running {
  centre: Centre
  call: Call
  /** An administrator's. */
  token: string
}

/** Starts a whole centre on 127.0.0.1 and calls it over HTTP as an administrator. It ends with the test. */
export async function running(store: TestStore, options: CentreOptions = {}): Promise<Running> {
  const one = await runningOn(store, options)
  onTestFinished(() => one.centre.stop())
  return one
}

/** A centre for several tests: whoever started it stops it. */
export async function runningOn(store: TestStore, options: CentreOptions = {}): Promise<Running> {
  const environment = readEnvironment({
    SAOLA_PORT: '0',
    SAOLA_DATA: store.dataDir,
    SAOLA_DATABASE_URL: store.databaseUrl,
    SAOLA_ADMIN_EMAIL: 'chi@example.vn',
    SAOLA_ADMIN_PASSWORD: 'a-long-password',
  })
  const log = createLog({ level: 'silent' })
  const centre = await startCentre(environment, { log, watchdog: 0, cloneBoundary: true, ...options })
  const { stop } = centre
  let stopping: Promise<void> | undefined
  centre.stop = () => {
    stopping ??= stop()
    return stopping
  }
  const { token } = await createToken(centre.db, { name: 'test', roles: ['administrator'] })
  return { centre, token, call: caller(centre.url, { authorization: `Bearer ${token}` }) }
}

/** Calls a centre with headers of its own. */
export function caller(url: string, own: Record<string, string> = {}): Call {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        'accept-language': 'en',
        ...own,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: asBody(body),
    })
    const text = await answer.text()
    const json = answer.headers.get('content-type')?.includes('json')
    return { status: answer.status, headers: answer.headers, body: json && text ? JSON.parse(text) : text }
  }
}

function asBody(body: unknown): BodyInit | undefined {
  if (body === undefined || typeof body === 'string') return body
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body)
}

/** Sends a package, with the text of its signature. */
export function install(one: Pick<Running, 'call'>, bytes: Uint8Array, signature?: string): Promise<Reply> {
  const headers: Record<string, string> = { 'content-type': 'application/gzip' }
  if (signature !== undefined) headers['saola-signature'] = Buffer.from(signature).toString('base64')
  return one.call('POST', '/api/modules', bytes, headers)
}

/** Switches a module on with everything that it asks for approved. */
export async function enable(one: Pick<Running, 'call'>, id: string, version?: string): Promise<Reply> {
  const query = version === undefined ? '' : `&version=${version}`
  const plan = await one.call('GET', `/api/modules/${id}/plan?to=on${query}`)
  return one.call('POST', `/api/modules/${id}/enable`, { approve: plan.body.missing ?? {}, version })
}

export function disable(one: Pick<Running, 'call'>, id: string): Promise<Reply> {
  return one.call('POST', `/api/modules/${id}/disable`, {})
}

/** Waits until something holds, however long the machine takes; the test's own limit ends it. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}
