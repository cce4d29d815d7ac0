import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The secret that signs session cookies: the one given, else the one kept in the data folder, made at the first
 * start. Two processes that start at once end up with the same one: it appears whole, and only once.
 */
export async function loadSecret(dataDir: string, given?: string, random = randomBytes): Promise<string> {
  if (given !== undefined) return given
  const file = join(dataDir, 'secret')
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept === undefined) {
    await mkdir(dataDir, { recursive: true })
    await createOnce(file, random(48).toString('base64url'))
    return loadSecret(dataDir, given, random)
  }
  if (kept.trim().length >= 32) return kept.trim()
  throw new Error(
    `${file} is too short to be a secret; delete it to have a new one made (everybody signs in again)`,
  )
}

async function createOnce(file: string, content: string): Promise<void> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
}
