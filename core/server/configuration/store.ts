import { Problem } from '@saola/kernel'
import type { Db, MigrationStep, Sql } from '@saola/records'
import type { Json } from '@saola/sdk'

/** One thing that somebody configured. */
export interface Document<T = Json> {
  kind: string
  id: string
  data: T
  /** Revision of the whole configuration at which it came to be so; its ETag. */
  revision: number
  author: string
  at: string
}

/** What a document was, and who made it so; `data` null means it was taken away. */
export interface HistoryEntry {
  revision: number
  data: Json
  author: string
  reason: string
  at: string
}

export interface Change {
  kind: string
  id: string
  /** Undefined takes the document away. */
  data: Json | undefined
  /** Refused with `version-conflict` unless the document is at this revision; 0 means that there is none. */
  ifRevision?: number
}

export interface Author {
  author: string
  reason?: string
}

/** All documents at one revision. */
export class Snapshot {
  readonly revision: number
  readonly #documents = new Map<string, Map<string, Document>>()

  constructor(revision: number, documents: Document[] = []) {
    this.revision = revision
    for (const document of documents) {
      const kind = this.#documents.get(document.kind) ?? new Map<string, Document>()
      this.#documents.set(document.kind, kind.set(document.id, document))
    }
  }

  get<T = Json>(kind: string, id: string): Document<T> | undefined {
    return this.#documents.get(kind)?.get(id) as Document<T> | undefined
  }

  all<T = Json>(kind: string): Document<T>[] {
    return [...(this.#documents.get(kind)?.values() ?? [])] as Document<T>[]
  }

  /** The same with one document more, or another in its place. */
  with(document: Document): Snapshot {
    const others = [...this.#documents.values()].flatMap((kind) => [...kind.values()])
    const kept = others.filter((one) => one.kind !== document.kind || one.id !== document.id)
    return new Snapshot(this.revision, [...kept, document])
  }
}

const tables = [
  'create table config_state (one integer primary key, revision bigint not null)',
  'insert into config_state (one, revision) values (1, 0)',
  `create table config_document (
    kind text not null,
    id text not null,
    data text not null,
    revision bigint not null,
    author text not null,
    at text not null,
    primary key (kind, id)
  )`,
  `create table config_history (
    revision bigint not null,
    kind text not null,
    id text not null,
    data text,
    author text not null,
    reason text not null,
    at text not null,
    primary key (kind, id, revision)
  )`,
]

const STEPS: MigrationStep[] = [{ id: 'documents', sqlite: tables, postgres: tables }]

interface Row {
  kind: string
  id: string
  data: string
  revision: number | string
  author: string
  at: string
}

/**
 * Configuration documents with one revision for all of them: whoever has read revision 12 knows everything up to it.
 * A change is one transaction, so that a process that dies leaves the old or the new state.
 */
export class ConfigStore {
  readonly #db: Db
  readonly #clock: () => number

  private constructor(db: Db, clock: () => number) {
    this.#db = db
    this.#clock = clock
  }

  static async open(db: Db, clock: () => number = Date.now): Promise<ConfigStore> {
    await db.migrate('configuration', STEPS)
    return new ConfigStore(db, clock)
  }

  async revision(): Promise<number> {
    const row = await this.#db.read.get<{ revision: number | string }>(
      'select revision from config_state where one = 1',
    )
    return Number(row?.revision ?? 0)
  }

  async load(): Promise<Snapshot> {
    // One statement, so that no change can come between the revision and the documents.
    const rows = await this.#db.read.all<Row & { now: number | string }>(
      'select s.revision as now, d.kind, d.id, d.data, d.revision, d.author, d.at from config_state s left join config_document d on 1 = 1 order by d.kind, d.id',
    )
    const documents = rows.filter((row) => row.kind !== null).map(documentOf)
    return new Snapshot(Number(rows[0]?.now ?? 0), documents)
  }

  /** Makes all changes or none; gives back the new revision. */
  write(
    changes: Change[],
    { author, reason = '' }: Author,
    also?: (tx: Sql) => Promise<void>,
  ): Promise<number> {
    const at = new Date(this.#clock()).toISOString()
    return this.#db.tx(async (tx) => {
      // Taking the counter first keeps other writers waiting, so that the checks below hold until the end.
      await tx.run('update config_state set revision = revision + 1 where one = 1')
      const row = await tx.get<{ revision: number | string }>(
        'select revision from config_state where one = 1',
      )
      const revision = Number(row?.revision)
      for (const change of changes) await writeOne(tx, change, { revision, author, reason, at })
      await also?.(tx)
      return revision
    })
  }

  /** Newest first. */
  async history(kind: string, id: string, limit = 100): Promise<HistoryEntry[]> {
    const rows = await this.#db.read.all<{
      revision: number | string
      data: string | null
      author: string
      reason: string
      at: string
    }>(
      'select revision, data, author, reason, at from config_history where kind = ? and id = ? order by revision desc limit ?',
      [kind, id, limit],
    )
    return rows.map((row) => ({
      ...row,
      revision: Number(row.revision),
      data: row.data === null ? null : (JSON.parse(row.data) as Json),
    }))
  }
}

async function writeOne(
  tx: Sql,
  { kind, id, data, ifRevision }: Change,
  meta: { revision: number; author: string; reason: string; at: string },
): Promise<void> {
  const { revision, author, reason, at } = meta
  if (ifRevision !== undefined) {
    const row = await tx.get<{ revision: number | string }>(
      'select revision from config_document where kind = ? and id = ?',
      [kind, id],
    )
    const current = Number(row?.revision ?? 0)
    if (current !== ifRevision) throw conflict(kind, id, current)
  }
  await tx.run('delete from config_document where kind = ? and id = ?', [kind, id])
  if (data !== undefined) {
    await tx.run(
      'insert into config_document (kind, id, data, revision, author, at) values (?, ?, ?, ?, ?, ?)',
      [kind, id, JSON.stringify(data), revision, author, at],
    )
  }
  await tx.run(
    'insert into config_history (revision, kind, id, data, author, reason, at) values (?, ?, ?, ?, ?, ?, ?)',
    [revision, kind, id, data === undefined ? null : JSON.stringify(data), author, reason, at],
  )
}

export function conflict(kind: string, id: string, current: number): Problem {
  return new Problem('version-conflict', 412, `${kind} ${id} is at revision ${current} now`, {
    culprit: id,
    extra: { version: current },
  })
}

function documentOf(row: Row): Document {
  return {
    kind: row.kind,
    id: row.id,
    data: JSON.parse(row.data) as Json,
    revision: Number(row.revision),
    author: row.author,
    at: row.at,
  }
}
