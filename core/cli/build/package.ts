import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { create } from 'tar'

/** All files below a folder, as sorted paths with forward slashes. */
export async function filesOf(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

/** Path → SHA-256 (hex) of every file of a package but the manifest itself. */
export async function hashFiles(dir: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const path of await filesOf(dir)) {
    if (path === 'manifest.json') continue
    hashes[path] = createHash('sha256')
      .update(await readFile(join(dir, path)))
      .digest('hex')
  }
  return hashes
}

/** Writes a package. The same files give the same bytes: no times, owners or orders of the machine go in. */
export async function writePackage(dir: string, file: string): Promise<{ sha256: string; bytes: number }> {
  await create(
    {
      file,
      cwd: dir,
      gzip: { level: 9 },
      portable: true,
      noMtime: true,
      noDirRecurse: true,
    },
    await filesOf(dir),
  )
  return { sha256: await sha256Of(file), bytes: (await stat(file)).size }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
