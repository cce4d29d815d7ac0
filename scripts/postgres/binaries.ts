import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const DEBIAN = '/usr/lib/postgresql'

/** The folder that holds `initdb` and `postgres`: Debian's newest version, else whatever PATH offers. */
export function findBinaries(debian = DEBIAN, path = process.env.PATH ?? ''): string | undefined {
  const versions = listFolders(debian).sort((a, b) => Number(b) - Number(a))
  const candidates = [...versions.map((version) => join(debian, version, 'bin')), ...path.split(delimiter)]
  return candidates.find(
    (folder) => folder && isRunnable(join(folder, 'initdb')) && isRunnable(join(folder, 'postgres')),
  )
}

function listFolders(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
