import type { Json } from '@saola/sdk'

const NOW = /^now([+-]\d{1,9})m$/

/** Finds the id of the record of a model of the same plugin whose fields hold these values. */
export type FindRecord = (model: string, where: Record<string, Json>) => Promise<string | null>

/** Takes in files of the package by their paths; gives their ids in that order. */
export type PlantFiles = (paths: string[]) => Promise<{ id: string }[]>

/** Turns what a seed says by relation, `now-90m`, `{ $record: 'category', code: 'road' }` and `[{ $file: 'assets/a.jpg' }]`, into values. */
export async function seedValues(
  record: Record<string, Json>,
  now: number,
  find: FindRecord,
  plant: PlantFiles,
): Promise<Record<string, Json>> {
  const entries = await Promise.all(
    Object.entries(record).map(
      async ([name, value]) => [name, await resolved(value, now, find, plant)] as const,
    ),
  )
  return Object.fromEntries(entries)
}

async function resolved(value: Json, now: number, find: FindRecord, plant: PlantFiles): Promise<Json> {
  if (typeof value === 'string') {
    const minutes = NOW.exec(value)?.[1]
    return minutes === undefined ? value : new Date(now + Number(minutes) * 60_000).toISOString()
  }
  if (Array.isArray(value)) {
    const paths = value.map(pathOf)
    return paths.length > 0 && paths.every((path) => path !== undefined)
      ? ((await plant(paths)) as unknown as Json)
      : value
  }
  if (typeof value !== 'object' || value === null) return value
  const { $record: model, ...where } = value
  return typeof model === 'string' ? find(model, where) : value
}

function pathOf(value: Json): string | undefined {
  const path = typeof value === 'object' && value !== null && !Array.isArray(value) ? value.$file : undefined
  return typeof path === 'string' ? path : undefined
}

/** Whether a record of a seed, as it is or in its past, names another of the same model. */
export function namesOwn(value: Json, model: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some((one) => namesOwn(one, model))
  return value.$record === model || Object.values(value).some((one) => namesOwn(one, model))
}
