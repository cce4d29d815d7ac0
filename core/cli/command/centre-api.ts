import { randomUUID } from 'node:crypto'
import type { Json } from '@saola/sdk'
import { CommandError, type Terminal } from './command.ts'
import { withDatabase } from './database.ts'
import { readDeployment } from './deployment.ts'

/** The API of the centre that the environment names, as an administrator. */
export interface CentreApi {
  get<T>(path: string): Promise<T>
  send<T>(
    method: 'POST' | 'PUT',
    path: string,
    body?: Json | Uint8Array,
    headers?: Record<string, string>,
  ): Promise<T>
}

/** The centre refused, with its problem document. */
export class ApiProblem extends CommandError {
  readonly code: string
  readonly status: number
  readonly body: Record<string, unknown>

  constructor(status: number, body: Record<string, unknown>) {
    const {
      code = `http-${status}`,
      detail,
      title,
    } = body as { code?: string; detail?: string; title?: string }
    super(`${detail ?? title ?? 'The centre refused'} (${code})`)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.body = body
  }
}

const TOKEN_LIFE = 10 * 60_000

/**
 * Runs a command through the same doors that a browser uses, with a token that ends with the command. When a server of
 * this centre answers at the address of the environment, it does the work; else an equal process does it, for as long
 * as the command runs, and all others follow what it stores.
 */
export async function withCentre<T>(terminal: Terminal, use: (api: CentreApi) => Promise<T>): Promise<T> {
  const { createLog, createToken, revokeToken, startCentre } = await import('@saola/server')
  const { env, cwd, note } = terminal
  const deployment = await readDeployment({ env: { ...env, SAOLA_EXAMPLE: 'none' }, cwd, note })
  const { host, port } = deployment.environment
  const name = `command ${randomUUID().slice(0, 8)}`
  const expiresAt = new Date(Date.now() + TOKEN_LIFE).toISOString()
  const { id, token } = await withDatabase(terminal, (db) =>
    createToken(db, { name, roles: ['administrator'], expiresAt }),
  )
  try {
    const running = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
    if (port !== 0 && (await answers(running, token))) return await use(apiAt(running, token))
    const centre = await startCentre(
      { ...deployment.environment, host: '127.0.0.1', port: 0 },
      { workspace: deployment.workspace, makeAccounts: false, log: createLog({ level: 'silent' }) },
    )
    try {
      return await use(apiAt(centre.url, token))
    } finally {
      await centre.stop()
    }
  } finally {
    await withDatabase(terminal, (db) => revokeToken(db, id))
  }
}

/** Whether a server of the same centre is there: one of another centre does not know the token. */
async function answers(url: string, token: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/config`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(3000),
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

function apiAt(url: string, token: string): CentreApi {
  const call = async <T>(
    method: string,
    path: string,
    body?: Json | Uint8Array,
    headers = {},
  ): Promise<T> => {
    const isBytes = body instanceof Uint8Array
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/gzip' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer: unknown = text === '' ? {} : JSON.parse(text)
    if (!response.ok) throw new ApiProblem(response.status, answer as Record<string, unknown>)
    return answer as T
  }
  return {
    get: (path) => call('GET', path),
    send: (method, path, body, headers) => call(method, path, body, headers),
  }
}
