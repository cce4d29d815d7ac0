import { resolve } from 'node:path'
import ipaddr from 'ipaddr.js'

/** What a centre is started with. */
export interface Environment {
  /** 0 picks a free port. */
  port: number
  host: string
  /** Folder for the embedded database, unpacked plugins and secrets. */
  dataDir: string
  /** `postgres://…`; undefined means SQLite inside `dataDir`. */
  databaseUrl?: string
  adminEmail?: string
  adminPassword?: string
  /** Name of an example to load, or `none` for an empty centre. */
  example: string
  /** More folders whose children may be plugins. */
  pluginDirs: string[]
  /** Where people reach the centre, without a slash at the end. */
  publicUrl?: string
  /** Signs session cookies. Made and kept in `dataDir` when not given. */
  secret?: string
  /** Addresses and networks whose `X-Forwarded-*` headers are believed. */
  trustedProxies: string[]
}

/** One wrong value of the environment. */
export interface EnvironmentFault {
  name: string
  problem: string
  example: string
}

/** Lists every wrong value at once, so that a person mends them in one go. */
export class EnvironmentError extends Error {
  readonly faults: EnvironmentFault[]

  constructor(faults: EnvironmentFault[]) {
    const lines = faults.map(
      (fault) => `  ${fault.name}: ${fault.problem}; for example ${fault.name}=${fault.example}`,
    )
    super(`The environment cannot be used:\n${lines.join('\n')}`)
    this.name = 'EnvironmentError'
    this.faults = faults
  }
}

const KNOWN = new Set([
  'SAOLA_PORT',
  'SAOLA_HOST',
  'SAOLA_DATA',
  'SAOLA_DATABASE_URL',
  'SAOLA_ADMIN_EMAIL',
  'SAOLA_ADMIN_PASSWORD',
  'SAOLA_EXAMPLE',
  'SAOLA_PLUGINS',
  'SAOLA_PUBLIC_URL',
  'SAOLA_SECRET',
  'SAOLA_TRUSTED_PROXIES',
])

const HOST =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Reads all `SAOLA_…` names. An empty value counts as not given. Throws `EnvironmentError` with every fault. */
export function readEnvironment(env: Record<string, string | undefined>, cwd = process.cwd()): Environment {
  const faults: EnvironmentFault[] = []
  const given = (name: string): string | undefined => env[name]?.trim() || undefined

  /** Gives the value when `check` finds nothing wrong with it. */
  const read = (
    name: string,
    example: string,
    check: (value: string) => string | undefined,
  ): string | undefined => {
    const value = given(name)
    if (value === undefined) return undefined
    const problem = check(value)
    if (problem === undefined) return value
    faults.push({ name, problem, example })
    return undefined
  }

  const port = read('SAOLA_PORT', '8080', (value) =>
    /^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? undefined : 'must be a port number from 0 to 65535',
  )
  const host = read('SAOLA_HOST', '127.0.0.1', (value) =>
    ipaddr.isValid(value) || HOST.test(value)
      ? undefined
      : 'must be an address or a host name, without port or scheme',
  )
  const dataDir = read('SAOLA_DATA', './data', (value) =>
    value.includes('\0') ? 'must be a path' : undefined,
  )
  const databaseUrl = read(
    'SAOLA_DATABASE_URL',
    'postgres://saola:password@127.0.0.1:5432/saola',
    (value) => {
      const url = URL.parse(value)
      if (url && ['postgres:', 'postgresql:'].includes(url.protocol)) return undefined
      return 'must be empty for SQLite, or begin with postgres://'
    },
  )
  const adminEmail = read('SAOLA_ADMIN_EMAIL', 'admin@nghean.gov.vn', (value) =>
    EMAIL.test(value) ? undefined : 'must be an e-mail address',
  )
  const adminPassword = read('SAOLA_ADMIN_PASSWORD', 'correct-horse-battery', (value) =>
    value.length >= 10 && value.length <= 128 ? undefined : 'must have 10 to 128 characters',
  )
  const example = read('SAOLA_EXAMPLE', 'nghe-an', (value) =>
    /^[a-z][a-z0-9-]*$/.test(value) ? undefined : 'must be the name of a folder in examples/, or none',
  )
  const publicUrl = read('SAOLA_PUBLIC_URL', 'https://ioc.nghean.gov.vn', (value) => {
    const url = URL.parse(value)
    if (!url || !['http:', 'https:'].includes(url.protocol)) return 'must begin with https:// or http://'
    return url.pathname !== '/' || url.search || url.hash || url.username
      ? 'must be an address without path, query or user name'
      : undefined
  })
  const secret = read('SAOLA_SECRET', 'the output of: openssl rand -base64 48', (value) =>
    value.length >= 32 ? undefined : 'must have at least 32 characters',
  )
  const proxies = read('SAOLA_TRUSTED_PROXIES', '10.0.0.0/8,127.0.0.1', (value) => {
    const wrong = split(value).find((part) => !ipaddr.isValidCIDR(part) && !ipaddr.isValid(part))
    return wrong === undefined
      ? undefined
      : `must be addresses or networks separated by commas; ${wrong} is neither`
  })

  if (faults.length > 0) throw new EnvironmentError(faults)
  return {
    port: Number(port ?? 8080),
    host: host ?? '127.0.0.1',
    dataDir: resolve(cwd, dataDir ?? './data'),
    databaseUrl,
    adminEmail,
    adminPassword,
    example: example ?? 'none',
    pluginDirs: split(given('SAOLA_PLUGINS') ?? '').map((dir) => resolve(cwd, dir)),
    publicUrl: publicUrl && new URL(publicUrl).origin,
    secret,
    trustedProxies: split(proxies ?? ''),
  }
}

/** Whether only this machine can reach a host: then passwords of demo accounts may be printed. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback'
}

function split(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Names that begin like ours and mean nothing, each with the one that was probably meant: worth a warning. */
export function unknownNames(env: Record<string, string | undefined>): { name: string; meant: string }[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('SAOLA_') && !KNOWN.has(name))
    .map((name) => ({ name, meant: closest(name) }))
}

/** The known name that shares the longest beginning with a misspelt one. */
function closest(name: string): string {
  let best = ''
  let length = 0
  for (const known of KNOWN) {
    let at = 0
    while (at < name.length && name[at] === known[at]) at += 1
    if (at > length) {
      best = known
      length = at
    }
  }
  return best
}
