import { createHash } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { list } from 'tar'
import { expect, test } from 'vitest'
import { pluginFolder, pluginSource } from '../testkit/plugin-folder.ts'
import { buildPlugin } from './build.ts'

const model = `models: { gauge: { label: { vi: 'Trạm' }, fields: { name: field.text({ vi: 'Tên' }) } } },`

const problemsOf = async (dir: string) => {
  const error = await buildPlugin(dir).then(
    () => undefined,
    (thrown: unknown) => thrown as { problems?: { where: string; message: string; hint?: string }[] },
  )
  return error?.problems ?? []
}

test('functions become references, UI files become modules, and every file has its hash', async () => {
  await using plugin = await pluginFolder({
    'plugin.ts': pluginSource(
      `${model}
      widgets: { tile: { label: { vi: 'Ô' }, size: { w: 4, h: 4 }, ui: './ui/tile.tsx' } },
      routes: { now: { method: 'GET', path: '/now', summary: { vi: 'Bây giờ' }, permission: 'public', run: now } },
      start: async () => {},`,
      `import { now } from './now.ts'`,
    ),
    'now.ts': `export const now = async () => ({ body: { at: 1 } })`,
    'ui/tile.tsx': `import { defineWidget, Tile } from '@saola/sdk-web'
import './tile.css'
export default defineWidget({ component: (props) => <Tile title={props.title}><p style={{ color: 'red' }}>1</p></Tile> })`,
    'ui/tile.css': '.rain { color: red }',
    'assets/demo/note.txt': 'as it is',
  })
  const { manifest, dist, file } = await buildPlugin(plugin.dir)
  expect(manifest).toMatchObject({
    manifest: 1,
    id: 'rain',
    start: { module: './server.js', export: 'default.start' },
    styles: ['./ui/style.css'],
    contributes: {
      routes: { now: { run: { module: './server.js', export: 'default.routes.now.run' } } },
      widgets: { tile: { ui: { module: './ui/tile.js', export: 'default' } } },
    },
  })
  expect(Object.keys(manifest.files).sort()).toEqual([
    'assets/demo/note.txt',
    'server.js',
    'ui/style.css',
    'ui/tile.js',
  ])
  const server = await readFile(join(dist, 'server.js'))
  expect(manifest.files['server.js']).toBe(createHash('sha256').update(server).digest('hex'))
  const ui = await readFile(join(dist, 'ui/tile.js'), 'utf8')
  expect(ui).toContain('from "@saola/sdk-web"')
  expect(ui).toContain('from "solid-js/web"')
  expect(ui, 'no style attribute inside a template').not.toMatch(/template\([^)]*style=/)
  const names: string[] = []
  await list({ file, onentry: (entry) => names.push(entry.path) })
  expect(names).toEqual(['assets/demo/note.txt', 'manifest.json', 'server.js', 'ui/style.css', 'ui/tile.js'])
})

test('data that a plugin imports as JSON goes into the bundle', async () => {
  await using plugin = await pluginFolder({
    'plugin.ts': pluginSource(
      'name: { vi: wards.name },',
      `import wards from './wards.json' with { type: 'json' }`,
    ),
    'wards.json': '{ "name": "Vinh Phú", "process.exit": "only a word" }',
  })
  const { manifest } = await buildPlugin(plugin.dir, { archive: false })
  expect(manifest.name.vi).toBe('Vinh Phú')
})

test('the same sources give the same bytes, wherever they lie', async () => {
  await using one = await pluginFolder({ 'plugin.ts': pluginSource(model) })
  await using other = await pluginFolder({ 'plugin.ts': pluginSource(model) })
  const first = await buildPlugin(one.dir)
  expect((await buildPlugin(other.dir)).sha256).toBe(first.sha256)
  expect((await buildPlugin(one.dir)).sha256).toBe(first.sha256)
})

test('what a plugin must not touch is named with its line, and leaves no half build', async () => {
  await using plugin = await pluginFolder({
    'plugin.ts': pluginSource(
      `start: async () => { await read() },`,
      `import { readFile } from 'node:fs/promises'
const read = () => readFile('/etc/passwd')`,
    ),
  })
  expect(await problemsOf(plugin.dir)).toEqual([
    {
      where: 'plugin.ts:2:1',
      message: 'imports node:fs/promises, which is not declared',
      hint: expect.stringContaining("native: ['disk']"),
    },
  ])
  await expect(access(join(plugin.dir, 'dist'))).rejects.toThrow()
})

test.each([
  [
    'a mistake in a contribution',
    `models: { gauge: { label: {}, fields: {} } },`,
    'models.gauge.label: lacks the member vi',
  ],
  [
    'a field of an unknown type',
    `models: { gauge: { label: { vi: 'a' }, fields: { x: { type: 'money', label: { vi: 'b' } } } } },`,
    'models.gauge.fields.x.type: money is not a type of field',
  ],
  ['an unknown point', `modles: {},`, 'modles: is not a contribution point'],
  [
    'a widget that is too wide',
    `widgets: { a: { label: { vi: 'a' }, size: { w: 99, h: 1 }, use: 'core.number' } },`,
    'widgets.a.size.w: must be <= 24',
  ],
  [
    'a UI file that is not there',
    `widgets: { a: { label: { vi: 'a' }, size: { w: 1, h: 1 }, ui: './ui/none.tsx' } },`,
    './ui/none.tsx: does not exist',
  ],
  [
    'a layer without its model',
    `mapLayers: { a: { label: { vi: 'a' }, model: 'nope', geometry: 'position' } },`,
    'mapLayers.a.model: nope is not a model of the plugin',
  ],
  [
    'a permission that nobody declared',
    `routes: { a: { method: 'GET', path: '/a', summary: { vi: 'a' }, permission: 'rain.see', run: async () => ({}) } },`,
    'routes.a.permission: needs the permission rain.see, which the plugin does not declare',
  ],
  [
    'a capability of another form',
    `capabilities: ['root'],`,
    'plugin.ts.capabilities.0: "root" does not match',
  ],
])('%s is explained', async (_, more, expected) => {
  await using plugin = await pluginFolder({ 'plugin.ts': pluginSource(more) })
  const said = (await problemsOf(plugin.dir)).map(({ where, message }) => `${where}: ${message}`)
  expect(said.join('\n')).toContain(expected)
})

test('loading that throws, hangs on nothing or writes is told apart from a mistake of ours', async () => {
  await using thrower = await pluginFolder({ 'plugin.ts': `throw new Error('too early')\nexport default {}` })
  expect((await problemsOf(thrower.dir))[0]?.message).toContain('too early')
  await using ticker = await pluginFolder({ 'plugin.ts': pluginSource('', 'setInterval(() => {}, 1000)') })
  expect(await problemsOf(ticker.dir)).toEqual([])
  await using empty = await pluginFolder({ 'plugin.ts': 'export const x = 1' })
  expect((await problemsOf(empty.dir))[0]?.message).toContain('no default export')
  await using none = await pluginFolder({})
  expect((await problemsOf(none.dir))[0]?.message).toBe('does not exist')
})
