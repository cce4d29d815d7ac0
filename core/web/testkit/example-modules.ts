import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyRecord, Manifest } from '@saola/sdk'

/** A built plugin of the examples, as its files stand on the disk. */
export interface ExampleModule {
  manifest: Manifest
  dir: string
}

const examples = new URL('../../../examples/', import.meta.url).pathname

export function readExample(name: string): ExampleModule {
  const dir = join(examples, name, 'dist')
  return { dir, manifest: JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Manifest }
}

/** The records that the seeds of a plugin describe, by model id. */
export function seedRecords({ manifest }: ExampleModule, now: Date): Map<string, AnyRecord[]> {
  const found = new Map<string, AnyRecord[]>()
  for (const seed of Object.values(manifest.contributes.seeds ?? {})) {
    for (const [name, { values }] of Object.entries(seed.records)) {
      const model = `${manifest.id}.${name}`
      const list = found.get(model) ?? []
      values.forEach((value, index) => {
        const at = new Date(now.getTime() - (values.length - index) * 60_000).toISOString()
        list.push({
          id: `${name}-${String(list.length + 1).padStart(3, '0')}`,
          version: 1,
          createdAt: at,
          createdBy: 'plugin:seed',
          updatedAt: at,
          updatedBy: 'plugin:seed',
          unit: null,
          ...value,
        })
      })
      found.set(model, list)
    }
  }
  return found
}
