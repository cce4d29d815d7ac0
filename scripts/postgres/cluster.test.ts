import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findBinaries } from './binaries.ts'
import { startCluster } from './cluster.ts'
import { findKept, rememberKept } from './kept.ts'

const folder = mkdtempSync(join(tmpdir(), 'saola-kept-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('no binaries in an empty machine, and starting says what is missing', async () => {
  expect(findBinaries('/nonexistent', '')).toBeUndefined()
  await expect(startCluster('/nonexistent')).rejects.toThrow('ENOENT')
})

test.skipIf(!findBinaries())(
  'a cluster is durable, wide enough, found while kept and gone after stop',
  async () => {
    const cluster = await startCluster()
    const kept = join(folder, 'url')
    try {
      rememberKept(cluster.url, kept)
      expect(await findKept(kept)).toBe(cluster.url)
      expect(query(cluster.url, 'show fsync')).toBe('on')
      expect(query(cluster.url, 'show max_connections')).toBe('200')
      expect(existsSync(query(cluster.url, 'show data_directory'))).toBe(true)
    } finally {
      await cluster.stop()
    }
    expect(await findKept(kept)).toBeUndefined()
    expect(() => process.kill(cluster.pid, 0)).toThrow('ESRCH')
  },
)

test('a kept address that is no address is ignored', async () => {
  const broken = join(folder, 'broken')
  writeFileSync(broken, 'not a url\n')
  expect(await findKept(broken)).toBeUndefined()
  expect(await findKept(join(folder, 'absent'))).toBeUndefined()
})

function query(url: string, sql: string): string {
  return spawnSync(join(findBinaries() ?? '', 'psql'), [url, '-Atc', sql], { encoding: 'utf8' }).stdout.trim()
}
