import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Desired, silentLog } from '@saola/kernel'
import { expect, onTestFinished, test } from 'vitest'
import { fetchFeature } from './feature.ts'

test('a plugin reaches what was granted and nothing else, and leaves no socket behind', async () => {
  const server = createServer((_request, response) => response.end('chào'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const dir = await mkdtemp(join(tmpdir(), 'saola-fetch-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const kernel = createKernel({ engine: '1.0.0', log: silentLog, cloneBoundary: true })
  await kernel.startFeatures([fetchFeature()])

  const source = `export default { start: async (ctx) => {
    const reply = await ctx.http.fetch('http://127.0.0.1:${port}/')
    let refused
    try { await ctx.http.fetch('http://127.0.0.1:${port + 1}/') } catch (error) { refused = error.code }
    globalThis.fetchTest = { reply, refused }
  } }`
  const at = join(dir, 'feed', '1.0.0')
  await mkdir(at, { recursive: true })
  await writeFile(join(at, 'server.js'), source)
  const capability = `net:127.0.0.1:${port}`
  const manifest = {
    manifest: 1,
    id: 'feed',
    version: '1.0.0',
    engine: '^1.0.0',
    name: { vi: 'feed', en: 'feed' },
    capabilities: [capability],
    contributes: {},
    start: { module: './server.js', export: 'default.start' },
    files: { 'server.js': createHash('sha256').update(source).digest('hex') },
  }
  await writeFile(join(at, 'manifest.json'), JSON.stringify(manifest))
  await kernel.discover({ workspace: [], installed: dir })
  const approved = { capabilities: [capability], mounts: [], native: [], unsigned: true }
  const desired = (state: 'on' | 'off'): Desired => ({
    revision: 1,
    modules: { feed: { state, approved } },
    studio: {},
    overrides: {},
  })

  await kernel.reconcile(desired('on'))
  expect(kernel.status('feed')).toMatchObject({ state: 'on', counters: { denied: 1 }, faults: [] })
  expect((globalThis as { fetchTest?: unknown }).fetchTest).toMatchObject({
    reply: { status: 200, body: 'chào' },
    refused: 'capability-denied',
  })
  const connections = () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count)))
  expect(await connections()).toBe(1)
  await kernel.reconcile(desired('off'))
  await expect.poll(connections).toBe(0)
  await kernel.stop()
})
