import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEnvironment } from '@saola/server'
import { expect, onTestFinished, test } from 'vitest'

const page = await readFile(new URL('../../../docs/how-to/production.md', import.meta.url), 'utf8')

function block(name: string): string {
  const found = new RegExp(`\`\`\`\\w+ ${name}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1]
  if (!found) throw new Error(`the page has no block ${name}`)
  return found
}

const has = (program: string) => spawnSync('which', [program]).status === 0

test('the settings of the production page are accepted', () => {
  const [, text = ''] = /alone[\s\S]*?```ini\n([\s\S]*?)```/.exec(page) ?? []
  const env = Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  )
  const { dataDir, publicUrl, trustedProxies } = readEnvironment(env)
  expect({ dataDir, publicUrl, trustedProxies }).toEqual({
    dataDir: '/srv/saola/data',
    publicUrl: 'https://ioc.example.vn',
    trustedProxies: ['127.0.0.1'],
  })
})

test('the services are well formed, and systemd, where it is, finds nothing wrong with them', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'saola-units-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  for (const name of ['saola.service', 'saola-backup.service']) {
    const text = block(name)
      .replace(/^ExecStart=\S+/m, 'ExecStart=/bin/sh')
      .replace(/^User=.*\nGroup=.*\n/m, '')
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(\[(Unit|Service|Install)\]|[A-Z]\w+=\S.*|)$/)
    await writeFile(join(dir, name), text)
    if (!has('systemd-analyze')) continue
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', join(dir, name)], {
      encoding: 'utf8',
    })
    expect({ status, stderr: stderr.split('\n').filter((line) => line.includes(name)) }).toEqual({
      status: 0,
      stderr: [],
    })
  }
})
