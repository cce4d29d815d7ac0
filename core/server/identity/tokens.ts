import { hash, randomBytes, randomUUID } from 'node:crypto'
import { Problem } from '@saola/kernel'
import type { Db } from '@saola/records'
import type { Actor } from '@saola/sdk'
import { migrateIdentity } from './tables.ts'

/** What is kept of a token; the token itself is shown once and never stored. */
export interface TokenInfo {
  id: string
  name: string
  roles: string[]
  units: string[]
  createdAt: string
  createdBy: string
  expiresAt?: string
  revokedAt?: string
}

export interface NewToken {
  name: string
  roles: string[]
  units?: string[]
  /** Instant, ISO 8601. Default: never. */
  expiresAt?: string
  createdBy?: string
}

export interface TokenTools {
  clock?: () => number
  random?: (size: number) => Buffer
}

interface Row {
  id: string
  name: string
  roles: string
  units: string
  created_at: string
  created_by: string
  expires_at: string | null
  revoked_at: string | null
}

const COLUMNS = 'id, name, roles, units, created_at, created_by, expires_at, revoked_at'
/** Recognisable by people and by scanners for leaked secrets. */
const PREFIX = 'saola_'

/** Makes an API token of 256 random bits and keeps its SHA-256. Works on a database that no server has opened yet. */
export async function createToken(
  db: Db,
  { name, roles, units = [], expiresAt, createdBy = 'command-line' }: NewToken,
  { clock = Date.now, random = randomBytes }: TokenTools = {},
): Promise<{ id: string; token: string }> {
  await migrateIdentity(db)
  const id = randomUUID()
  const token = PREFIX + random(32).toString('base64url')
  const now = new Date(clock()).toISOString()
  await db.tx((tx) =>
    tx.run(
      'insert into saola_token (id, hash, name, roles, units, created_at, created_by, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
      [
        id,
        sha256(token),
        name,
        JSON.stringify(roles),
        JSON.stringify(units),
        now,
        createdBy,
        expiresAt ?? null,
      ],
    ),
  )
  return { id, token }
}

/** From now on the token is refused, everywhere. False when there is none that was valid. */
export async function revokeToken(db: Db, id: string, clock: () => number = Date.now): Promise<boolean> {
  await migrateIdentity(db)
  const at = new Date(clock()).toISOString()
  const { changes } = await db.tx((tx) =>
    tx.run('update saola_token set revoked_at = ? where id = ? and revoked_at is null', [at, id]),
  )
  return changes === 1
}

export async function listTokens(db: Db): Promise<TokenInfo[]> {
  const rows = await db.read.all<Row>(`select ${COLUMNS} from saola_token order by created_at, id`)
  return rows.map(infoOf)
}

interface Known {
  actor: Actor
  expires: number
  problem?: Problem
}

/** Most tokens kept in memory; forged ones push the oldest out. */
const KEPT = 2000

/** Looks tokens up, and remembers what it found until something is written that it may not know of. */
export class TokenCheck {
  readonly #db: Db
  readonly #clock: () => number
  #known = new Map<string, Known>()

  constructor(db: Db, clock: () => number) {
    this.#db = db
    this.#clock = clock
  }

  /** Tokens may have been revoked, here or by another process. */
  forget(): void {
    this.#known = new Map()
  }

  /** Throws `token-invalid`, `token-expired` or `token-revoked`, each 401. */
  actorOf(token: string): Actor | Promise<Actor> {
    const key = sha256(token)
    const known = this.#known.get(key)
    return known ? this.#valid(known) : this.#lookUp(key)
  }

  async #lookUp(key: string): Promise<Actor> {
    const into = this.#known
    const row = await this.#db.read.get<Row>(`select ${COLUMNS} from saola_token where hash = ?`, [key])
    const known = row ? fromRow(row) : unknownToken()
    if (into.size >= KEPT) into.delete(into.keys().next().value ?? '')
    // What was read before a forget() belongs to the map of that time.
    into.set(key, known)
    return this.#valid(known)
  }

  #valid(known: Known): Actor {
    if (known.problem) throw known.problem
    if (known.expires <= this.#clock()) {
      throw new Problem('token-expired', 401, `The token ${known.actor.name} has expired`)
    }
    return known.actor
  }
}

function fromRow(row: Row): Known {
  const { id, name, roles, units } = infoOf(row)
  const revoked = row.revoked_at !== null
  return {
    actor: { id: `token:${id}`, kind: 'token', name, roles, units },
    expires: row.expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(row.expires_at),
    ...(revoked ? { problem: new Problem('token-revoked', 401, `The token ${name} was revoked`) } : {}),
  }
}

function unknownToken(): Known {
  const actor: Actor = { id: 'token:unknown', kind: 'token', name: 'unknown', roles: [], units: [] }
  return { actor, expires: 0, problem: new Problem('token-invalid', 401, 'There is no such token') }
}

function infoOf(row: Row): TokenInfo {
  return {
    id: row.id,
    name: row.name,
    roles: JSON.parse(row.roles) as string[],
    units: JSON.parse(row.units) as string[],
    createdAt: row.created_at,
    createdBy: row.created_by,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  }
}

function sha256(text: string): string {
  return hash('sha256', text)
}
