import { cp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { certify, isCertified, printCertificate } from '@saola/sdk-testing'
import { expect, test } from 'vitest'
import { buildPlugin } from '../build/build.ts'
import { pluginFolder, pluginSource } from '../testkit/plugin-folder.ts'

const examples = fileURLToPath(new URL('../../../examples', import.meta.url))

test('the example is certified', async () => {
  await using folder = await pluginFolder({})
  await cp(`${examples}/air-quality`, folder.dir, {
    recursive: true,
    force: true,
    filter: (path) => !/node_modules|dist$|\.tgz$/.test(path),
  })
  await buildPlugin(folder.dir, { archive: false })
  const certificate = await certify(folder.dir)
  expect(printCertificate(certificate)).toContain('air-quality is certified.')
  expect(certificate.checks.map((check) => check.id)).toEqual([
    'code',
    'languages',
    'on-off',
    'capabilities',
    'rights',
    'accessibility',
  ])
})

test('a careless plugin is refused, each mistake by its own check', async () => {
  await using plugin = await pluginFolder({
    'plugin.ts': pluginSource(`
      description: { vi: 'Không có tiếng Anh' },
      capabilities: ['records:own', 'net:127.0.0.1:9'],
      models: { gauge: { label: { vi: 'Trạm', en: 'Gauge' }, fields: { name: field.text({ vi: 'Tên', en: 'Name' }) } } },
      locales: { vi: { a: 'x' }, en: {} },
      start: async () => { setInterval(() => {}, 1_000_000) },
      jobs: {
        ask: { label: { vi: 'Hỏi', en: 'Ask' }, every: 3600, run: async (ctx) => { await ctx.records('other.thing').list() } },
        read: {
          label: { vi: 'Đọc', en: 'Read' }, every: 3600,
          run: async (ctx) => { try { await ctx.records('gauge').list() } catch { throw new Error('no idea what happened') } },
        },
      },
      routes: {
        now: { method: 'GET', path: '/now', summary: { vi: 'Nay', en: 'Now' }, permission: 'public', run: async () => ({ status: 401 }) },
      },
      widgets: { tile: { label: { vi: 'Ô', en: 'Tile' }, size: { w: 6, h: 6 }, ui: './ui/tile.tsx' } },`),
    'ui/tile.tsx': `import { defineWidget, Tile } from '@saola/sdk-web'
export default defineWidget({ component: (props) => <Tile title={props.title}><input type="text" /><img src="/assets/icon.svg" /></Tile> })`,
  })
  await buildPlugin(plugin.dir, { archive: false })
  const certificate = await certify(plugin.dir)
  const problemsOf = (id: string) =>
    certificate.checks.find((check) => check.id === id)?.problems.join('\n') ?? ''
  expect(isCertified(certificate)).toBe(false)
  expect(problemsOf('code')).toBe('')
  expect(problemsOf('languages')).toContain('"Không có tiếng Anh" has no English')
  expect(problemsOf('languages')).toContain('locales.en: a is missing')
  expect(problemsOf('on-off')).toMatch(/open Timeout: \d+ → \d+/)
  expect(problemsOf('capabilities')).toContain('job ask uses what is not asked for')
  expect(problemsOf('capabilities')).toContain('without records:own, job read fails with something else')
  expect(problemsOf('rights')).toContain('GET /now is public and answers 401')
  expect(problemsOf('accessibility')).toContain('label: Form elements must have labels')
  expect(problemsOf('accessibility')).toContain('image-alt')
  expect(certificate.checks.find((check) => check.id === 'capabilities')?.notes).toContain(
    'nothing that certify can run needed net:127.0.0.1:9',
  )
})
