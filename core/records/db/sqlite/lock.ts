import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '../db.ts'

/** Milliseconds that a lock outlives its last renewal, when its holder cannot be seen to be gone. */
const LEASE = 10_000

interface Held {
  holder: string
  host: string
  pid: number
  until: number
}

/**
 * Mutual exclusion between processes on one file: a row with a lease. A holder on this machine whose process is gone
 * (kill −9) is replaced at once, any other when its lease ends.
 */
export async function withLease<T>(
  db: Pick<Db, 'tx' | 'atomic'>,
  clock: () => number,
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const holder = randomUUID()
  for (let wait = 10; !(await take(db, clock, name, holder)); wait = Math.min(wait * 2, 250))
    await delay(wait)
  const lost = new AbortController()
  const renew = setInterval(() => {
    const sql = 'update cluster_lock set until = ? where name = ? and holder = ?'
    db.atomic([{ sql, params: [clock() + LEASE, name, holder] }]).then(
      (mine) => mine || lost.abort(new Error(`the lock ${name} was lost`)),
      () => {},
    )
  }, LEASE / 4)
  try {
    return await work(lost.signal)
  } finally {
    clearInterval(renew)
    const sql = 'delete from cluster_lock where name = ? and holder = ?'
    await db.atomic([{ sql, params: [name, holder] }])
  }
}

function take(db: Pick<Db, 'tx'>, clock: () => number, name: string, holder: string): Promise<boolean> {
  return db.tx(async (tx) => {
    const held = await tx.get<Held>('select holder, host, pid, until from cluster_lock where name = ?', [
      name,
    ])
    if (held && held.until > clock() && (held.host !== hostname() || alive(held.pid))) return false
    await tx.run(
      'insert or replace into cluster_lock (name, holder, host, pid, until) values (?, ?, ?, ?, ?)',
      [name, holder, hostname(), process.pid, clock() + LEASE],
    )
    return true
  })
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
