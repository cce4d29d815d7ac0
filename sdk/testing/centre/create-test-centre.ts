import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Text } from '@saola/sdk'
import { type CentreOptions, createLog, createToken, readEnvironment, startCentre } from '@saola/server'
import { webDir } from '@saola/web'
import type { CallOptions, CallReply, TestCentre } from './test-centre.ts'

export interface TestCentreOptions {
  /** Folders whose children are built plugins (`<child>/dist/manifest.json`). */
  plugins?: string[]
  /** Modules that are on from the start, with everything that they ask for approved. */
  on?: string[]
  /** Records of the kind `demo` are put in. Default true. */
  demoData?: boolean
  /** `postgres://…`; default SQLite in the centre's folder. */
  databaseUrl?: string
  /** A folder that several processes share; default one of its own, removed at the end. */
  dataDir?: string
  /** Jobs of demonstrations run. Default false. */
  live?: boolean
  name?: Text
  /** Accounts to sign in with. Default one for each role. */
  accounts?: { role: string; email: string; name: string; units?: string[] }[]
  /** Lines of the log; default none. */
  log?: CentreOptions['log']
  clock?: () => number
  /** Every value that crosses `ctx` goes through `structuredClone`. Default true. */
  cloneBoundary?: boolean
}

const ACCOUNTS = [
  { role: 'administrator', email: 'administrator@test.example', name: 'Trần Quốc Việt' },
  { role: 'operator', email: 'operator@test.example', name: 'Nguyễn Thị Hằng' },
  { role: 'officer', email: 'officer@test.example', name: 'Phạm Minh Tuấn' },
]

/**
 * Starts a whole centre: what runs in it is what runs in production, only the folder and the port are its own.
 *
 * @example
 * ```ts
 * await using centre = await createTestCentre({ plugins: ['..'], on: ['rain'] })
 * const { status } = await centre.call('/api/x/rain/wettest', { token: await centre.token('operator') })
 * ```
 */
export async function createTestCentre(options: TestCentreOptions = {}): Promise<TestCentre> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'saola-test-')))
  const environment = readEnvironment({
    SAOLA_PORT: '0',
    SAOLA_DATA: dataDir,
    SAOLA_DATABASE_URL: options.databaseUrl,
  })
  const centre = await startCentre(environment, {
    workspace: options.plugins ?? [],
    ...(existsSync(join(webDir, 'index.html')) ? { webDir } : {}),
    ...(options.demoData === false
      ? {}
      : {
          example: {
            centre: options.name ?? { vi: 'Trung tâm thử nghiệm', en: 'Test centre' },
            accounts: options.accounts ?? ACCOUNTS,
            modules: options.on ?? [],
            ...(options.live ? { live: true } : {}),
          },
        }),
    log: options.log ?? createLog({ level: 'silent' }),
    clock: options.clock,
    cloneBoundary: options.cloneBoundary ?? true,
  })
  const tokens = new Map<string, Promise<string>>()

  const call = async <T>(
    path: string,
    { method = 'GET', body, token, headers, signal }: CallOptions = {},
  ) => {
    const response = await fetch(centre.url + path, {
      method,
      signal,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    } as CallReply<T>
  }
  const token = (role = 'administrator', units: readonly string[] = []) => {
    const name = ['test', role, ...units].join(' ')
    const known =
      tokens.get(name) ??
      createToken(centre.db, { name, roles: [role], units: [...units] }).then((made) => made.token)
    tokens.set(name, known)
    return known
  }
  const change = async (id: string, path: string, body: CallOptions['body']) => {
    const { status, body: answer } = await call<{ code?: string; detail?: string }>(
      `/api/modules/${id}/${path}`,
      {
        method: 'POST',
        token: await token(),
        body,
      },
    )
    if (status >= 300) throw new Error(`${path} ${id}: ${status} ${answer.code ?? ''} ${answer.detail ?? ''}`)
  }

  return {
    url: centre.url,
    kernel: centre.kernel,
    dataDir,
    accounts: centre.accounts,
    token,
    call,
    enable: async (id, { version } = {}) => {
      const { missing } = await centre.kernel.plan(id, 'on', version)
      const approve = { ...missing }
      await change(id, 'enable', { approve, ...(version === undefined ? {} : { version }) })
      const status = centre.kernel.status(id)
      if (status?.state !== 'on') {
        throw new Error(`${id} is ${status?.state ?? 'unknown'}: ${status?.reason?.text.en ?? 'no reason'}`)
      }
    },
    disable: (id) => change(id, 'disable', {}),
    [Symbol.asyncDispose]: async () => {
      await centre.stop()
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}
