import type { Json } from '@saola/sdk'

const NOW = /^now([+-]\d{1,9})m$/

/** Finds the id of the record of a model of the same plugin whose fields hold these values. */
export type FindRecord = (model: string, where: Record<string, Json>) => Promise<string | null>

/** Turns what a seed says by relation, `now-90m` and `{ $record: 'category', code: 'road' }`, into values. */
export async function seedValues(
  record: Record<string, Json>,
  now: number,
  find: FindRecord,
): Promise<Record<string, Json>> {
  const entries = await Promise.all(
    Object.entries(record).map(async ([name, value]) => [name, await resolved(value, now, find)] as const),
  )
  return Object.fromEntries(entries)
}

async function resolved(value: Json, now: number, find: FindRecord): Promise<Json> {
  if (typeof value === 'string') {
    const minutes = NOW.exec(value)?.[1]
    return minutes === undefined ? value : new Date(now + Number(minutes) * 60_000).toISOString()
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const { $record: model, ...where } = value
  return typeof model === 'string' ? find(model, where) : value
}
