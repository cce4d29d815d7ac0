import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Item, itemOf, type Row } from './item.ts'
import type { Place, Store, TokenRow } from './store.ts'

const COLUMNS =
  'id, version, "createdAt", "createdBy", "updatedAt", "updatedBy", unit, title, status, value, visits, active, "seenAt", lon, lat'

const SCHEMA = `
create table if not exists item (
  id text collate "C" primary key, version bigint not null, "createdAt" timestamptz(3) not null,
  "createdBy" text not null, "updatedAt" timestamptz(3) not null, "updatedBy" text not null, unit text,
  title text, status text, value double precision, visits bigint, active boolean, "seenAt" timestamptz(3),
  lon double precision, lat double precision, "deletedAt" timestamptz(3));
create index if not exists item_newest on item ("createdAt", id) where "deletedAt" is null;
create table if not exists revision (
  record text collate "C" not null, version bigint not null, model text not null, actor text not null,
  at timestamptz(3) not null, kind text not null, data json, primary key (record, version));
create table if not exists outbox (
  xid xid8 not null default pg_current_xact_id(), id bigint generated always as identity, type text not null,
  source text not null, subject text, time timestamptz(3) not null, data json not null, primary key (xid, id));
create table if not exists api_token (hash text primary key, actor text not null, "expiresAt" bigint);`

// One statement is one transaction, and one trip to the server.
const CREATE = `
with added as (
  insert into item (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  returning id, version, "createdAt", "createdBy"
), revised as (
  insert into revision (record, version, model, actor, at, kind, data)
  select id, version, 'bench.item', "createdBy", "createdAt", 'create', $16::json from added
)
insert into outbox (type, source, subject, time, data)
select 'bench.item.created', '/records/bench.item', id, "createdAt", $16::json from added`

/** Reads counts as numbers and times as RFC 3339 text. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8) return Number
    if (oid === pg.types.builtins.TIMESTAMPTZ) return instant
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

function instant(text: string): string {
  const fraction = text[19] === '.' ? text.slice(20, -3).padEnd(3, '0').slice(0, 3) : '000'
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`
}

export async function openPostgres(url: string): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: 10, options: '-c TimeZone=UTC' })
  await pool.query(SCHEMA)
  const all = async <T extends object>(name: string, text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>({ name, text, values, types })).rows

  return {
    prepare: async (hash) => {
      await all('token-add', 'insert into api_token values ($1, $2, null) on conflict do nothing', [
        hash,
        `token:${randomUUID()}`,
      ])
    },
    token: async (hash) =>
      (await all<TokenRow>('token', 'select actor, "expiresAt" from api_token where hash = $1', [hash]))[0],
    get: async (id) => {
      const text = `select ${COLUMNS} from item where id = $1 and "deletedAt" is null`
      const [row] = await all<Row>('get', text, [id])
      return row && itemOf(row)
    },
    list: async (limit: number, after: Place | undefined) => {
      const rows = after
        ? await all<Row>(
            'next',
            `select ${COLUMNS} from item where "deletedAt" is null and ("createdAt", id) < ($1, $2)
             order by "createdAt" desc, id desc limit $3`,
            [after.createdAt, after.id, limit],
          )
        : await all<Row>(
            'first',
            `select ${COLUMNS} from item where "deletedAt" is null order by "createdAt" desc, id desc limit $1`,
            [limit],
          )
      return rows.map(itemOf)
    },
    count: async () => {
      const text = 'select count(*) as count from item where "deletedAt" is null'
      return (await all<{ count: number }>('count', text, []))[0]?.count ?? 0
    },
    create: async (item, data) => {
      await all('create', CREATE, createValues(item, data))
    },
    close: () => pool.end(),
  }
}

function createValues(item: Item, data: string): unknown[] {
  const { id, version, createdAt, createdBy, updatedAt, updatedBy, unit, title, status, value } = item
  const { visits, active, seenAt, place } = item
  const [lon, lat] = place?.coordinates ?? [null, null]
  return [
    ...[id, version, createdAt, createdBy, updatedAt, updatedBy, unit, title, status, value, visits],
    ...[active, seenAt, lon, lat, data],
  ]
}
