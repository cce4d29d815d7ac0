import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TableSum } from '@saola/records'
import { BackupError } from './problem.ts'

export const MANIFEST = 'backup.json'

/** Raised when an older Saola could not read a backup any more. */
export const FORMAT = 1

export interface BackupManifest {
  format: number
  /** Version of Saola that wrote it. */
  engine: string
  /** RFC 3339. */
  at: string
  database: 'sqlite' | 'postgres'
  /** Pictures and documents of records. */
  files: number
  /** Of PostgreSQL alone: what each table held. */
  tables?: TableSum[]
}

export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new BackupError(`${folder} is no backup: it has no ${MANIFEST}.`)
  })
  const manifest = parse(text)
  if (typeof manifest?.format !== 'number')
    throw new BackupError(`${join(folder, MANIFEST)} cannot be read; the backup is damaged.`)
  if (manifest.format > FORMAT)
    throw new BackupError(
      `This backup was written by Saola ${manifest.engine}. Restore it with that version or a newer one.`,
    )
  return manifest
}

function parse(text: string): BackupManifest | undefined {
  try {
    return JSON.parse(text) as BackupManifest
  } catch {
    return undefined
  }
}
