import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadSecret } from './secret.ts'

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'saola-secret-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

test('is made once, for the owner of the folder only', async () => {
  const dir = await folder()
  const [first, second] = await Promise.all([loadSecret(dir), loadSecret(dir)])
  expect(first).toBe(second)
  expect(first.length).toBeGreaterThanOrEqual(64)
  expect((await stat(join(dir, 'secret'))).mode & 0o777).toBe(0o600)
  expect(await loadSecret(dir)).toBe(first)
})

test('a given one wins and nothing is written', async () => {
  const dir = await folder()
  expect(await loadSecret(dir, 'g'.repeat(40))).toBe('g'.repeat(40))
  await expect(stat(join(dir, 'secret'))).rejects.toThrow('ENOENT')
})

test('a crippled file is refused, never used', async () => {
  const dir = await folder()
  await writeFile(join(dir, 'secret'), 'abc')
  await expect(loadSecret(dir)).rejects.toThrow('too short')
})
