import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Db, openDatabase } from '@saola/records'
import { startCentre } from './centre/centre.ts'
import { Api } from './harness/api.ts'
import type { Usage } from './harness/meter.ts'
import { findPostgres, makeDatabase } from './harness/postgres.ts'

/**
 * An export of 100,000 records to a reader that stands still at first: memory stays bounded, the event loop is never
 * held for long, and every record is in the file.
 */
const RECORDS = Number(process.argv[2] ?? 100_000)
/** Bytes that the process may grow while it streams. */
const GROWTH = 150 * 2 ** 20
/** Milliseconds that the reader takes nothing. */
const PAUSE = 5_000
const BATCH = 1_000

const label = { vi: 'Nhãn' }
const model = {
  label,
  fields: {
    title: { type: 'text', label },
    note: { type: 'richText', label },
    at: { type: 'datetime', label },
    level: { type: 'select', label, options: { a: { label }, b: { label } } },
  },
}

const postgres = await findPostgres()
for (const url of postgres ? [undefined, postgres.url] : [undefined]) await soak(url)
await postgres?.stop()

async function soak(url: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'saola-export-'))
  const database = url ? await makeDatabase(url, `soak_export_${randomBytes(4).toString('hex')}`) : undefined
  const centre = await startCentre({ dataDir: folder, databaseUrl: database?.url })
  const usage = () => centre.child.ask<Usage>('usage')
  try {
    const api = new Api(centre)
    await api.put('/api/config/models/bench.item', model)
    const note = 'Nước ngập tới đầu gối, đang tràn vào nhà. '.repeat(12)
    const { id } = await api.post<{ id: string }>('/api/records/bench.item', {
      title: '=1+1',
      note,
      at: '2026-11-24T02:47:00Z',
      level: 'a',
    })
    const db = await openDatabase(url ? { url: database?.url } : { file: join(folder, 'saola.db') })
    await multiply(db, id).finally(() => db.close())
    const before = await usage()
    let [peak, late] = [before.rss, 0]
    let reading = true
    const watching = (async () => {
      while (reading) {
        const now = await usage()
        peak = Math.max(peak, now.rss)
        late = Math.max(late, now.delay.max)
        await delay(100)
      }
    })()
    const began = performance.now()
    const response = await fetch(`${api.url}/api/records/bench.item/export.csv`, {
      headers: { authorization: `Bearer ${centre.token}` },
    })
    await delay(PAUSE)
    const standing = peak
    let lines = 0
    let bytes = 0
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength
      for (const byte of chunk) if (byte === 10) lines += 1
    }
    const seconds = (performance.now() - began - PAUSE) / 1000
    reading = false
    await watching
    const mib = (value: number) => (value / 2 ** 20).toFixed(0)
    console.log(
      `${url ? 'PostgreSQL' : 'SQLite'}: ${lines - 1} records, ${mib(bytes)} MiB in ${seconds.toFixed(1)} s; memory ${mib(before.rss)} MiB before, ${mib(standing)} while the reader stood still, ${mib(peak)} at most; event loop late by ${late.toFixed(0)} ms at most`,
    )
    if (lines !== RECORDS + 1 || peak - before.rss > GROWTH) process.exitCode = 1
  } finally {
    await centre.child.stop()
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Copies one record until there are enough: making each over HTTP would be another trial. */
async function multiply(db: Db, first: string): Promise<void> {
  const columns =
    '"version", "createdAt", "createdBy", "updatedAt", "updatedBy", "title", "note", "at", "level"'
  await db.tx(
    async (tx) => {
      for (let made = 1; made < RECORDS; made += BATCH) {
        const ids = Array.from({ length: Math.min(BATCH, RECORDS - made) }, (_, at) => idOf(made + at))
        const rows = ids.map(() => '(?)').join(', ')
        await tx.run(
          `insert into "bench__item" ("id", ${columns}) select v.column1, ${columns} from "bench__item" i, (values ${rows}) as v where i."id" = ?`,
          [...ids, first],
        )
      }
    },
    { timeout: 600_000 },
  )
}

function idOf(number: number): string {
  return `01999999-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}
