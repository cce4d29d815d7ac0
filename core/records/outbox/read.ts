import type { Db, SqlValue } from '../db/db.ts'
import { type Position, type StoredEvent, startPosition } from './event.ts'

export interface Batch {
  events: StoredEvent[]
  /** Whether there may be more at once. */
  more: boolean
  /** Whether events wait for transactions that have not ended: look again soon. */
  unsettled: boolean
}

type Row = [
  position: string,
  type: string,
  source: string,
  subject: string | null,
  time: string,
  data: string,
  basis: string | null,
  settled: unknown,
]

const fields = 'type, source, subject, time'

/**
 * Events after a position in the order in which they may be seen. On SQLite that is the order of numbers, as there
 * is one writer at a time. On PostgreSQL a number drawn earlier may be committed later, so only events of
 * transactions older than every running one are settled, and they are ordered by transaction first.
 */
export async function readEvents(
  db: Db,
  after: Position,
  limit: number,
  types?: readonly string[],
): Promise<Batch> {
  const [first = '0', second = '0'] = after.split('.')
  const params: SqlValue[] = db.dialect === 'sqlite' ? [Number(first)] : [first, second]
  const only = types ? ` and type in (${types.map(() => '?').join(', ')})` : ''
  if (types) params.push(...types)
  params.push(limit)
  const sql =
    db.dialect === 'sqlite'
      ? `select seq, ${fields}, data, basis, 1 from outbox_event where seq > ?${only} order by seq limit ?`
      : `select xid::text || '.' || id::text, ${fields}, data::text, basis::text, xid < pg_snapshot_xmin(pg_current_snapshot())
         from outbox_event where (xid, id) > (?::xid8, ?::bigint)${only} order by outbox_event.xid, outbox_event.id limit ?`
  const rows = (await db.read.rows(sql, params)) as Row[]
  const events: StoredEvent[] = []
  for (const [position, type, source, subject, time, data, basis, settled] of rows) {
    if (!settled) break
    events.push({ position: String(position), type, source, subject, time, data, basis })
  }
  return { events, more: events.length === limit, unsettled: events.length < rows.length }
}

/** The position of the last event that may be seen now. */
export async function headPosition(db: Db): Promise<Position> {
  const sql =
    db.dialect === 'sqlite'
      ? 'select max(seq) from outbox_event'
      : `select xid::text || '.' || id::text from outbox_event
         where xid < pg_snapshot_xmin(pg_current_snapshot())
         order by outbox_event.xid desc, outbox_event.id desc limit 1`
  const [row] = await db.read.rows(sql)
  const position = row?.[0]
  return position === undefined || position === null ? startPosition(db.dialect) : String(position)
}

/** Whether everything after a position is still there: the event at it must not have been pruned. */
export async function isKept(db: Db, position: Position): Promise<boolean> {
  if (position === startPosition(db.dialect)) return true
  const [first = '0', second = '0'] = position.split('.')
  const row =
    db.dialect === 'sqlite'
      ? await db.read.get('select 1 from outbox_event where seq = ?', [Number(first)])
      : await db.read.get('select 1 from outbox_event where xid = ?::xid8 and id = ?::bigint', [
          first,
          second,
        ])
  return row !== undefined
}

/**
 * Forgets events older than an instant, a thousand at a time. The last one always stays: on SQLite its number is
 * what the next one counts from.
 */
export async function pruneEvents(db: Db, before: string): Promise<number> {
  const sql =
    db.dialect === 'sqlite'
      ? `delete from outbox_event where seq in (
           select seq from outbox_event where time < ? and seq < (select max(seq) from outbox_event) order by seq limit 1000)`
      : `delete from outbox_event where (xid, id) in (
           select xid, id from outbox_event where time < ?
             and (xid, id) < (select e.xid, e.id from outbox_event e order by e.xid desc, e.id desc limit 1)
           order by outbox_event.xid, outbox_event.id limit 1000)`
  let pruned = 0
  for (;;) {
    const { changes } = await db.tx((tx) => tx.run(sql, [before]))
    pruned += changes
    if (changes < 1000) return pruned
  }
}
