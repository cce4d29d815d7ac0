import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Manifest } from '@saola/sdk'
import { create } from 'tar'

export interface TestPlugin extends Partial<Omit<Manifest, 'files'>> {
  id: string
  /** Text of `server.js`. */
  server?: string
  /** More files: path → text. */
  also?: Record<string, string>
}

/** Writes a built plugin as `saola plugin build` does: manifest, code, hashes. Gives back the folder of its manifest. */
export async function writePlugin(dir: string, { server, also = {}, ...head }: TestPlugin): Promise<string> {
  const files: Record<string, string> = { ...also, ...(server === undefined ? {} : { 'server.js': server }) }
  const manifest: Manifest = {
    manifest: 1,
    version: '1.0.0',
    engine: '^1.0.0',
    name: { vi: head.id, en: head.id },
    contributes: {},
    ...head,
    files: Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, createHash('sha256').update(text).digest('hex')]),
    ),
  }
  for (const [path, text] of [
    ...Object.entries(files),
    ['manifest.json', JSON.stringify(manifest)] as const,
  ]) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), text)
  }
  return dir
}

/** The package of a built plugin. */
export async function packPlugin(dir: string, plugin: TestPlugin): Promise<Uint8Array> {
  const folder = await writePlugin(join(dir, `${plugin.id}-${plugin.version ?? '1.0.0'}`), plugin)
  const file = `${folder}.tgz`
  await create({ file, cwd: folder, gzip: true, portable: true }, await readdir(folder))
  return new Uint8Array(await readFile(file))
}

/** Reference to `export const <name>` of `server.js`. */
export const code = (name: string) => ({ module: './server.js', export: name })
