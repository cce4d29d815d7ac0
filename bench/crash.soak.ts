import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Db, openDatabase } from '@saola/records'
import { type Centre, startCentre } from './centre/centre.ts'
import { Api } from './harness/api.ts'
import { Load } from './harness/load.ts'
import { findPostgres, makeDatabase } from './harness/postgres.ts'
import { ITEM } from './item/item.ts'

/**
 * A process killed twenty times while clients create records. What was acknowledged must be there with its revision
 * and its event, each exactly once; what was not may be there, but whole or not at all.
 */
const KILLS = 20
const CLIENTS = 8
const MODEL = 'bench.item'

const postgres = await findPostgres()
for (const url of postgres ? [undefined, postgres.url] : [undefined]) await soak(url)
await postgres?.stop()

async function soak(url: string | undefined): Promise<void> {
  const name = url ? 'PostgreSQL' : 'SQLite'
  const folder = mkdtempSync(join(tmpdir(), 'saola-soak-'))
  const database = url ? await makeDatabase(url, `soak_crash_${randomBytes(4).toString('hex')}`) : undefined
  const options = { dataDir: folder, databaseUrl: database?.url }
  /** Title → id, as the server acknowledged it. */
  const acknowledged = new Map<string, string>()
  let asked = 0
  try {
    const first = await startCentre(options)
    await new Api(first).put(`/api/config/models/${MODEL}`, ITEM)
    await first.child.stop()
    for (let kill = 0; kill < KILLS; kill++) {
      const centre = await startCentre(options)
      const sent = createUntilCut(centre, kill, acknowledged)
      // Somewhere in the middle of a statement, a commit or an answer.
      await delay(150 + Math.random() * 500)
      await centre.child.kill()
      asked += await sent
    }
    const last = await startCentre(options)
    await last.child.stop()
    const db = await openDatabase(url ? { url: database?.url } : { file: join(folder, 'saola.db') })
    try {
      console.log(
        `\n${name}: killed ${KILLS} times; ${asked} creates sent, ${acknowledged.size} acknowledged`,
      )
      await check(db, acknowledged)
    } finally {
      await db.close()
    }
  } finally {
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Sends creates until the connection breaks; gives the number of those sent. */
async function createUntilCut({ port, token }: Centre, run: number, acknowledged: Map<string, string>) {
  const load = new Load()
  let sent = 0
  const client = async (number: number) => {
    for (let at = 0; ; at++) {
      const title = `${run}/${number}/${at}`
      sent += 1
      try {
        const body = JSON.stringify({ title, status: 'open', value: at })
        const answer = await load.send({ port, token, method: 'POST' }, `/api/records/${MODEL}`, body)
        if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`)
        acknowledged.set(title, (JSON.parse(answer.text) as { id: string }).id)
      } catch (error) {
        const { code = '' } = error as { code?: string }
        if (['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code)) return
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)))
  load.close()
  return sent
}

async function check(db: Db, acknowledged: Map<string, string>): Promise<void> {
  const records = await db.read.all<{ id: string; title: string }>('select id, title from bench__item')
  const revisions = await tally(db, 'select record as id from record_revision')
  const events = await tally(db, 'select subject as id from outbox_event')
  const byId = new Map(records.map(({ id, title }) => [id, title]))
  const wrong = {
    'acknowledged but lost': [...acknowledged].filter(([title, id]) => byId.get(id) !== title).length,
    'created twice': records.length - new Set(records.map(({ title }) => title)).size,
    'not exactly one revision': records.filter(({ id }) => revisions.get(id) !== 1).length,
    'not exactly one event': records.filter(({ id }) => events.get(id) !== 1).length,
    'revision without record': [...revisions.keys()].filter((id) => !byId.has(id)).length,
    'event without record': [...events.keys()].filter((id) => !byId.has(id)).length,
  }
  console.log(`${records.length} records kept`)
  for (const [what, count] of Object.entries(wrong)) {
    console.log(`  ${what}: ${count}`)
    if (count > 0) process.exitCode = 1
  }
}

async function tally(db: Db, sql: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { id } of await db.read.all<{ id: string }>(sql)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}
