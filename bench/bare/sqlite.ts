import { randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { type Item, itemOf, type Row } from './item.ts'
import type { Place, Store, TokenRow } from './store.ts'

const COLUMNS =
  'id, version, createdAt, createdBy, updatedAt, updatedBy, unit, title, status, value, visits, active, seenAt, lon, lat'

const SCHEMA = `
create table if not exists item (
  id text primary key not null, version integer not null, createdAt text not null, createdBy text not null,
  updatedAt text not null, updatedBy text not null, unit text, title text, status text, value real,
  visits integer, active integer, seenAt text, lon real, lat real, deletedAt text);
create index if not exists item_newest on item (createdAt, id) where deletedAt is null;
create table if not exists revision (
  record text not null, version integer not null, model text not null, actor text not null, at text not null,
  kind text not null, data text, primary key (record, version)) without rowid;
create table if not exists outbox (
  seq integer primary key, type text not null, source text not null, subject text, time text not null,
  data text not null);
create table if not exists api_token (hash text primary key, actor text not null, expiresAt integer) without rowid;`

/** One connection for writing and one for reading, WAL, and every commit flushed to disk. */
export function openSqlite(file: string): Store {
  const writing = new Database(file)
  writing.pragma('journal_mode = WAL')
  writing.pragma('synchronous = FULL')
  writing.pragma('foreign_keys = ON')
  writing.pragma('cache_size = -16000')
  writing.exec(SCHEMA)
  const reading = new Database(file, { readonly: true })
  reading.pragma('cache_size = -16000')

  const token = reading.prepare<[string], TokenRow>('select actor, expiresAt from api_token where hash = ?')
  const get = reading.prepare<[string], Row>(`select ${COLUMNS} from item where id = ? and deletedAt is null`)
  const first = reading.prepare<[number], Row>(
    `select ${COLUMNS} from item where deletedAt is null order by createdAt desc, id desc limit ?`,
  )
  const next = reading.prepare<[string, string, number], Row>(
    `select ${COLUMNS} from item where deletedAt is null and (createdAt, id) < (?, ?)
     order by createdAt desc, id desc limit ?`,
  )
  const count = reading.prepare<[], number>('select count(*) from item where deletedAt is null').pluck()
  const insertItem = writing.prepare(
    `insert into item (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertRevision = writing.prepare(
    'insert into revision (record, version, model, actor, at, kind, data) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const insertEvent = writing.prepare(
    'insert into outbox (type, source, subject, time, data) values (?, ?, ?, ?, ?)',
  )
  const insert = writing.transaction((item: Item, data: string) => {
    const { id, version, createdAt, createdBy, updatedAt, updatedBy, unit, title, status, value } = item
    const { visits, active, seenAt, place } = item
    const [lon, lat] = place?.coordinates ?? [null, null]
    insertItem.run(
      ...[id, version, createdAt, createdBy, updatedAt, updatedBy, unit, title, status, value, visits],
      ...[active === null ? null : Number(active), seenAt, lon, lat],
    )
    insertRevision.run(id, version, 'bench.item', createdBy, createdAt, 'create', data)
    insertEvent.run('bench.item.created', '/records/bench.item', id, createdAt, data)
  })

  return {
    prepare: async (hash) => {
      writing
        .prepare('insert or ignore into api_token values (?, ?, null)')
        .run(hash, `token:${randomUUID()}`)
    },
    token: async (hash) => token.get(hash),
    get: async (id) => {
      const row = get.get(id)
      return row && itemOf(row)
    },
    list: async (limit: number, after: Place | undefined) =>
      (after ? next.all(after.createdAt, after.id, limit) : first.all(limit)).map(itemOf),
    count: async () => count.get() ?? 0,
    create: async (item, data) => insert.immediate(item, data),
    close: async () => {
      reading.close()
      writing.close()
    },
  }
}
