import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import Database from 'better-sqlite3'
import pg from 'pg'

/** A row of a session with its person, as our own look-up reads it. */
export interface SessionRow {
  userId: string
  name: string
  email: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** People who sign in: better-auth for the flows, our own statement for the look-up of each request. */
export interface Accounts {
  /** Name of the session cookie. */
  readonly cookie: string
  /** Answers a request to `/api/auth/…`; `path` begins with `/`. */
  handle(path: string, init: { method: string; headers: Headers; body?: string }): Promise<Response>
  create(person: { email: string; name: string; password: string }): Promise<string>
  findByEmail(email: string): Promise<string | undefined>
  /** Names by id of those who have an account. */
  names(ids: readonly string[]): Promise<Map<string, string>>
  session(token: string): Promise<SessionRow | undefined> | SessionRow | undefined
  close(): Promise<void>
}

export interface AccountsOptions {
  /** `postgres://…`; else `file`. */
  url?: string
  /** Own SQLite file: never the write connection of the records. */
  file?: string
  secret: string
  /** Where people reach the centre; cookies are `Secure` when it is https. */
  publicUrl?: string
}

/** Days a session lasts. */
const SESSION_DAYS = 7
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  const store = options.url ? openPostgres(options.url) : openSqlite(options.file ?? ':memory:')
  const secure = options.publicUrl?.startsWith('https://') ?? false
  const base = options.publicUrl ?? 'http://localhost'
  const settings = {
    appName: 'Saola',
    baseURL: base,
    basePath: '/api/auth',
    secret: options.secret,
    database: store.database,
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Attempts are limited in front of it, by account and by address.
    rateLimit: { enabled: false },
    user: { modelName: 'saola_user' },
    session: { modelName: 'saola_session', expiresIn: SESSION_DAYS * 86_400, disableSessionRefresh: true },
    account: { modelName: 'saola_account' },
    verification: { modelName: 'saola_verification' },
    advanced: {
      cookiePrefix: 'saola',
      useSecureCookies: secure,
      defaultCookieAttributes: { sameSite: 'lax' as const },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      password: {
        hash: (password: string) => hash(password, ARGON2),
        verify: ({ hash: stored, password }: { hash: string; password: string }) => verify(stored, password),
      },
    },
  }
  await (await getMigrations(settings)).runMigrations()
  const auth = betterAuth(settings)
  const context = await auth.$context

  return {
    cookie: context.authCookies.sessionToken.name,
    handle: (path, { method, headers, body }) => {
      // Whoever calls has checked where the request comes from; better-auth would ask again.
      headers.set('origin', base)
      return auth.handler(new Request(`${base}/api/auth${path}`, { method, headers, body }))
    },
    create: async ({ email, name, password }) => {
      const user = await context.internalAdapter.createUser(
        {
          email: email.toLowerCase(),
          name,
          emailVerified: true,
        },
        { method: 'admin' },
      )
      await context.internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: 'credential',
        password: await hash(password, ARGON2),
      })
      return user.id
    },
    findByEmail: async (email) =>
      (await context.internalAdapter.findUserByEmail(email.toLowerCase()))?.user.id,
    names: store.names,
    session: store.session,
    close: store.close,
  }
}

interface Store {
  database: Database.Database | pg.Pool
  names: Accounts['names']
  session: Accounts['session']
  close(): Promise<void>
}

interface RawSession {
  userId: string
  name: string
  email: string
  expiresAt: string | number | Date
}

function openSqlite(file: string): Store {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('busy_timeout = 2000')
  let find: Database.Statement | undefined
  return {
    database,
    names: async (ids) => {
      const marks = ids.map(() => '?').join(', ')
      const rows = database.prepare(`select id, name from saola_user where id in (${marks})`).all(...ids)
      return namesOf(rows as NameRow[])
    },
    session: (token) => {
      find ??= database.prepare(
        'select u.id as userId, u.name, u.email, s.expiresAt from saola_session s join saola_user u on u.id = s.userId where s.token = ?',
      )
      return readRow(find.get(token) as RawSession | undefined)
    },
    close: async () => void database.close(),
  }
}

function openPostgres(url: string): Store {
  const database = new pg.Pool({ connectionString: url, max: 4, application_name: 'saola-identity' })
  // A lost idle connection is replaced at the next use; without a listener it would end the process.
  database.on('error', () => {})
  const text =
    'select u.id as "userId", u.name, u.email, s."expiresAt" from saola_session s join saola_user u on u.id = s."userId" where s.token = $1'
  return {
    database,
    names: async (ids) => {
      const sql = 'select id, name from saola_user where id = any($1)'
      return namesOf((await database.query<NameRow>(sql, [ids])).rows)
    },
    session: async (token) => {
      const { rows } = await database.query<RawSession>({ name: 'saola_session', text, values: [token] })
      return readRow(rows[0])
    },
    close: () => database.end(),
  }
}

interface NameRow {
  id: string
  name: string
}

function namesOf(rows: readonly NameRow[]): Map<string, string> {
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function readRow(row: RawSession | undefined): SessionRow | undefined {
  return (
    row && {
      userId: row.userId,
      name: row.name,
      email: row.email,
      expiresAt: new Date(row.expiresAt).getTime(),
    }
  )
}
