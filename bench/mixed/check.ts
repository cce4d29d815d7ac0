import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '@saola/records'
import type { Centre } from '../centre/centre.ts'
import { Api } from '../harness/api.ts'
import { MODULE_PATH } from '../harness/module.ts'
import type { Memory } from './clients.ts'
import { MODEL_DOCUMENT, REPORTS, TABLE } from './report.ts'

/** Names of broken promises with how often; what was settled meanwhile becomes what is known. */
export async function checkAlive(centre: Centre, memory: Memory): Promise<Record<string, number>> {
  const api = new Api(centre)
  const { fields } = (await api.get<{ fields: Record<string, unknown> }>(MODEL_DOCUMENT)) ?? {}
  const extra = Object.keys(fields).filter((name) => name.startsWith('x_'))
  const on = (await api.status(MODULE_PATH)) === 200
  const wrong = {
    'model neither old nor new': memory.fields.has(extra.length) ? 0 : 1,
    'module neither off nor on': memory.module.has(on) ? 0 : 1,
    'field of the model without a column': await missingColumns(api, extra),
  }
  memory.fields = new Set([extra.length])
  memory.module = new Set([on])
  return wrong
}

async function missingColumns(api: Api, extra: string[]): Promise<number> {
  const values = Object.fromEntries(extra.map((name) => [name, 'đo']))
  const made = await api.post<Record<string, unknown>>(REPORTS, { text: 'thử', ...values })
  return extra.filter((name) => made[name] !== 'đo').length
}

export async function checkData(db: Db, dataDir: string, memory: Memory): Promise<Record<string, number>> {
  const rows = await db.read.all<{ id: string; version: number }>(`select id, version from ${TABLE}`)
  const versions = new Map(rows.map(({ id, version }) => [id, Number(version)]))
  const revisions = await versionsBy(db, 'select record as id, version from record_revision')
  const events = await tally(
    db,
    `select subject as id from outbox_event where subject in (select id from ${TABLE})`,
  )
  const files = await db.read.all<{ id: string; state: string; record: string | null }>(
    'select id, state, record from core_file',
  )
  const bound = files.filter(({ state }) => state === 'bound')
  const onDisk = await contents(join(dataDir, 'files'))
  const photos = [...memory.records]
  return {
    'acknowledged and lost': photos.filter(([id, { version }]) => (versions.get(id) ?? 0) < version).length,
    'not one revision for each version': rows.filter(
      ({ id, version }) =>
        revisions.get(id)?.join() !== Array.from({ length: version }, (_, at) => at + 1).join(),
    ).length,
    'not one event for each version': rows.filter(({ id, version }) => events.get(id) !== Number(version))
      .length,
    'acknowledged picture not with its record': photos.filter(
      ([id, { photo }]) => !bound.some((file) => file.id === photo && file.record === id),
    ).length,
    'file of a record that is not there': bound.filter(({ record }) => !record || !versions.has(record))
      .length,
    'file of a record without its content': bound.filter(({ id }) => !onDisk.has(id)).length,
  }
}

async function contents(folder: string): Promise<Set<string>> {
  if (!existsSync(folder)) return new Set()
  const entries = await readdir(folder, { recursive: true })
  return new Set(entries.flatMap((path) => /(?:^|\/)([0-9a-f]{32})$/.exec(path)?.[1] ?? []))
}

async function versionsBy(db: Db, sql: string): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>()
  for (const { id, version } of await db.read.all<{ id: string; version: number }>(`${sql} order by 1, 2`))
    found.set(id, [...(found.get(id) ?? []), Number(version)])
  return found
}

async function tally(db: Db, sql: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { id } of await db.read.all<{ id: string }>(sql)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}
