import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Package } from './import-table.ts'

export const root = join(import.meta.dirname, '../..')

const IGNORED = new Set(['node_modules', 'dist', '.cache', 'data', '.git'])
const PACKAGE_FOLDERS = ['core/*', 'sdk/*', 'plugins/*', 'examples/*', 'bench']

/** Tracked and new files as paths from the root; without git, all files outside of ignored folders. */
export function listFiles(): string[] {
  const options = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const { status, stdout } = spawnSync('git', options, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 })
  const files = status === 0 ? stdout.split('\0').filter(Boolean) : walk('')
  return files.filter((file) => existsSync(join(root, file)))
}

export function listPackages(): Package[] {
  const folders = PACKAGE_FOLDERS.flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }))
  return folders.map((file) => {
    const manifest = JSON.parse(readText(file))
    const lists = [manifest.dependencies, manifest.devDependencies, manifest.peerDependencies]
    return {
      folder: file.slice(0, -'/package.json'.length),
      name: manifest.name,
      declared: new Set(lists.flatMap((list) => Object.keys(list ?? {}))),
    }
  })
}

export function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (IGNORED.has(entry.name)) return []
    const path = folder ? `${folder}/${entry.name}` : entry.name
    return entry.isDirectory() ? walk(path) : [path]
  })
}
