import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestCentre } from '@saola/sdk-testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPlugin } from '../build/build.ts'
import { runCommandLine } from '../command/run.ts'
import { pluginFolder, pluginSource } from '../testkit/plugin-folder.ts'

let dir = ''
let file = ''

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'saola-cli-'))
  await using plugin = await pluginFolder({
    'plugin.ts': pluginSource(`
      capabilities: ['records:own'],
      models: { gauge: { label: { vi: 'Trạm', en: 'Gauge' }, fields: { name: field.text({ vi: 'Tên', en: 'Name' }) } } },
      seeds: { demo: { kind: 'demo', records: { gauge: { key: 'name', values: [{ name: 'Vinh' }] } } } },
      routes: { now: { method: 'GET', path: '/now', summary: { vi: 'Nay', en: 'Now' }, permission: 'public', run: async () => ({ body: { now: 1 } }) } },`),
  })
  const built = await buildPlugin(plugin.dir)
  file = join(dir, 'rain-1.0.0.tgz')
  await cp(built.file, file)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** One command on a centre's folder; a server of it runs at `port` or nowhere. */
async function saola(dataDir: string, port: string, ...words: string[]) {
  const out: string[] = []
  const notes: string[] = []
  const code = await runCommandLine(words, {
    env: { SAOLA_DATA: dataDir, SAOLA_PORT: port },
    cwd: dir,
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    signal: new AbortController().signal,
  })
  return { code, out: out.join('\n'), notes: notes.join('\n') }
}

test('a centre that nobody runs: install, plan, approve, enable, seed, disable', {
  timeout: 120_000,
}, async () => {
  const data = join(dir, 'alone')
  const run = (...words: string[]) => saola(data, '0', ...words)
  expect(await run('plugin', 'install', file)).toMatchObject({ code: 0, out: 'rain 1.0.0 is installed' })
  expect((await run('plugin', 'list')).out).toMatch(/^rain\s+1\.0\.0\s+off\s+installed, unsigned$/m)
  const plan = await run('plugin', 'plan', 'rain')
  expect(plan.out).toContain('+ models       rain.gauge   Gauge')
  expect(plan.out).toContain('capability records:own')
  expect(plan.out).toContain('a package that no trusted key has signed')

  const refused = await run('plugin', 'enable', 'rain')
  expect(refused).toMatchObject({ code: 1, notes: expect.stringContaining('approval-required') })
  expect(await run('plugin', 'enable', 'rain', '--approve', 'net:x')).toMatchObject({
    code: 1,
    notes: expect.stringContaining('it does not ask for that'),
  })
  const enabled = await run('plugin', 'enable', 'rain', '--approve', 'records:own', '--approve', 'unsigned')
  expect(enabled).toMatchObject({ code: 0, out: 'rain 1.0.0 is on' })
  expect(await run('seed')).toMatchObject({ code: 0, out: '1 records' })
  expect(await run('seed')).toMatchObject({ out: '0 records' })
  expect((await run('plugin', 'plan', 'rain', '--off')).out).toContain('- models       rain.gauge')
  expect(await run('plugin', 'disable', 'rain')).toMatchObject({ code: 0, out: 'rain is off' })
  expect(await run('plugin', 'enable', 'nobody')).toMatchObject({
    code: 1,
    notes: expect.stringContaining('module-unknown'),
  })
})

test('a centre that runs does the work itself, and a signed package needs no approval of its origin', {
  timeout: 60_000,
}, async () => {
  await using centre = await createTestCentre()
  const run = (...words: string[]) => saola(centre.dataDir, new URL(centre.url).port, ...words)
  expect((await run('plugin', 'sign', 'rain-1.0.0.tgz', '--new-key', 'vendor.key')).code).toBe(0)
  expect((await run('plugin', 'trust', 'vendor.key.pub', '--label', 'Nhà cung cấp')).out).toMatch(
    /is trusted$/,
  )
  expect((await run('plugin', 'install', 'rain-1.0.0.tgz')).notes).toContain(
    'Signed by a key that this centre trusts.',
  )
  expect((await run('plugin', 'enable', 'rain', '--approve', 'records:own')).out).toBe('rain 1.0.0 is on')
  expect((await centre.call('/api/x/rain/now')).body).toEqual({ now: 1 })
  await writeFile(join(dir, 'rain-1.0.0.tgz.sig'), '{}')
  expect(await run('plugin', 'install', 'rain-1.0.0.tgz')).toMatchObject({
    code: 1,
    notes: expect.stringContaining('signature-invalid'),
  })
  expect((await run('token', 'create', '--role', 'operator', '--name', 'x', '--expires', '1h')).out).toMatch(
    /^saola_[\w-]{43}$/,
  )
  const own = await centre.call<{ items: { name: string; revokedAt?: string }[] }>('/api/tokens', {
    token: await centre.token(),
  })
  const left = own.body.items.filter((one) => one.name.startsWith('command ') && !one.revokedAt)
  expect(left, 'the tokens of the commands are gone with them').toEqual([])
})

test.each([
  ['token create --name x', '--role is missing'],
  ['token create --role a --name x --expires soon', 'neither a duration'],
  ['token create --role a --name x --expires 2020-01-01', 'lies in the past'],
])('%s is refused', async (line, message) => {
  const { code, notes } = await saola(join(dir, 'none'), '0', ...line.split(' '))
  expect(code).not.toBe(0)
  expect(notes).toContain(message)
})
