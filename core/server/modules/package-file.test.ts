import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { packageEntries, packageOf, type TarEntry, tarOf } from '../testkit/tar.ts'
import { readPackage } from './package-file.ts'

const entries = packageEntries({ id: 'rain', server: 'export const x = 1', also: { 'ui/style.css': 'a {}' } })
const honest = JSON.parse(entries.find((entry) => entry.path === 'manifest.json')?.text ?? '')
const withMore = (...more: TarEntry[]) => gzipSync(tarOf([...entries, ...more]))
const manifest = (text: string) =>
  gzipSync(tarOf(entries.map((entry) => (entry.path === 'manifest.json' ? { ...entry, text } : entry))))
const changed = (more: object) => manifest(JSON.stringify({ ...honest, ...more }))
const code = (bytes: Uint8Array) =>
  readPackage(bytes).then(
    () => 'read',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  )

test('an honest package is read, with folders and a leading ./ as tar writes them', async () => {
  const dotted = entries.map((entry) => ({ ...entry, path: `./${entry.path}` }))
  const folders: TarEntry[] = [{ path: './ui', type: 'Directory' }]
  const pack = await readPackage(gzipSync(tarOf([...folders, ...dotted])))
  expect([...pack.files.keys()].sort()).toEqual(['manifest.json', 'server.js', 'ui/style.css'])
  expect(pack.manifest.id).toBe('rain')
})

test.each<[string, Uint8Array, string]>([
  ['a path out of the folder', withMore({ path: '../evil.js', text: 'x' }), 'not allowed'],
  ['a path out of the folder, inside', withMore({ path: 'ui/../../evil.js', text: 'x' }), 'not allowed'],
  ['an absolute path', withMore({ path: '/etc/evil', text: 'x' }), 'not allowed'],
  ['a path of another system', withMore({ path: 'C:\\evil.js', text: 'x' }), 'not allowed'],
  ['a hidden file', withMore({ path: '.package', text: 'x' }), 'not allowed'],
  [
    'a symbolic link',
    withMore({ path: 'link', type: 'SymbolicLink', linkpath: '/etc/passwd' }),
    'SymbolicLink',
  ],
  ['a hard link', withMore({ path: 'link', type: 'Link', linkpath: '/etc/passwd' }), 'Link'],
  ['a device', withMore({ path: 'dev', type: 'CharacterDevice' }), 'CharacterDevice'],
  ['a pipe', withMore({ path: 'pipe', type: 'FIFO' }), 'FIFO'],
  ['a file twice', withMore({ path: 'server.js', text: 'evil' }), 'twice'],
  ['a file that the manifest does not name', withMore({ path: 'more.js', text: 'x' }), 'not named'],
  [
    'too many files',
    withMore(...Array.from({ length: 2_001 }, (_, n) => ({ path: `f${n}` }))),
    'more than 2000',
  ],
  ['a gzip bomb', gzipSync(Buffer.alloc(130 * 1024 * 1024), { level: 1 }), 'unpacks to too much'],
  ['what is not gzip', Buffer.from('PK not gzip'), 'not a gzip file'],
  ['what is not tar', gzipSync('x'.repeat(4_000)), 'tar file'],
  ['a cut off file', packageOf({ id: 'rain' }).slice(0, -20), 'not a gzip file'],
  ['nothing in it', gzipSync(tarOf([])), 'not a tar file'],
  ['no manifest', gzipSync(tarOf([{ path: 'server.js', text: 'x' }])), 'no manifest.json'],
  ['a manifest that is not JSON', manifest('{ "id": '), 'not JSON'],
  ['a manifest that nests without end', manifest('['.repeat(50_000)), 'not JSON'],
  ['a manifest of another shape', changed({ contributes: 'all' }), '/contributes'],
  ['an id that leads elsewhere', changed({ id: '../../evil' }), '/id'],
  ['a version that leads elsewhere', changed({ version: '1.0.0-../../x' }), '/version'],
  ['members that nobody knows', changed({ postinstall: 'rm' }), 'postinstall'],
  [
    'a file of another content',
    changed({ files: { 'server.js': 'a'.repeat(64) } }),
    'not what the manifest says',
  ],
  ['a file that is missing', changed({ files: { ...honest.files, 'a.js': 'a'.repeat(64) } }), 'not in it'],
])('refused: %s', async (_, bytes, why) => {
  expect(await code(bytes)).toMatch(/^package-invalid: /)
  expect(await code(bytes)).toContain(why)
})

test('whatever bytes change, the answer is a refusal, never a crash', async () => {
  const bytes = packageOf({ id: 'rain', server: 'export const x = 1' })
  const tar = tarOf(entries)
  for (let at = 0; at < tar.length; at += 11) {
    const broken = Buffer.from(tar)
    broken[at] = (broken[at] ?? 0) ^ 0xa5
    expect(await code(gzipSync(broken, { level: 1 }))).toMatch(/^(read|package-invalid: .*)$/)
  }
  for (let at = 0; at < bytes.length; at += 5) {
    const broken = Buffer.from(bytes)
    broken[at] = (broken[at] ?? 0) ^ 0xa5
    expect(await code(broken)).toMatch(/^(read|package-invalid: .*)$/)
  }
})
