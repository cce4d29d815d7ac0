import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestCentre } from '@saola/sdk-testing'
import { expect, onTestFinished, test } from 'vitest'
import { runCommandLine } from '../command/run.ts'

const label = (vi: string) => ({ vi, en: vi })
const tree = { label: label('Cây'), fields: { species: { type: 'text', label: label('Loài') } } }
const MODEL = '/api/config/models/trees.tree'

test('files are pulled, planned and applied, and a change by somebody else is not overwritten', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'saola-config-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await using centre = await createTestCentre({ demoData: false })
  const token = await centre.token()
  const put = (body: object) => centre.call(MODEL, { method: 'PUT', token, body: body as never })
  const saola = async (...words: string[]) => {
    const out: string[] = []
    const notes: string[] = []
    const code = await runCommandLine(words, {
      env: { SAOLA_DATA: centre.dataDir, SAOLA_PORT: new URL(centre.url).port },
      cwd: dir,
      out: (text) => out.push(text),
      note: (text) => notes.push(text),
      signal: new AbortController().signal,
    })
    return { code, out: out.join('\n'), notes: notes.join('\n') }
  }
  expect((await put(tree)).status).toBe(201)
  expect(await saola('config', 'pull')).toMatchObject({ code: 0, out: '1 documents in config' })
  const file = join(dir, 'config/models/trees.tree.json')
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(tree)
  expect((await saola('config', 'plan')).out).toBe('Nothing differs.')

  const record = { method: 'POST' as const, token, body: { species: 'Xà cừ' } }
  expect((await centre.call('/api/records/trees.tree', record)).status).toBe(201)
  const height = { type: 'number', label: label('Cao'), required: true }
  await writeFile(file, JSON.stringify({ ...tree, fields: { ...tree.fields, height } }))
  const refused = await saola('config', 'apply')
  expect(refused.code).toBe(1)
  expect(refused.out).toContain('refuses  The field “Cao” is required, but 1 record has no value.')
  expect((await centre.call(MODEL, { token })).body).toEqual(tree)

  const fitting = { ...tree, fields: { ...tree.fields, height: { ...height, required: false } } }
  await writeFile(file, JSON.stringify(fitting))
  expect((await saola('config', 'apply')).out).toBe(
    'models/trees.tree\n  adds     Adds the field “Cao” to 1 record.\n1 documents written',
  )
  expect((await centre.call(MODEL, { token })).body).toEqual(fitting)
  expect((await saola('config', 'plan')).out).toBe('Nothing differs.')

  await put({ ...fitting, label: label('Cây xanh') })
  await writeFile(file, JSON.stringify({ ...fitting, label: label('Cây khác') }))
  const conflict = await saola('config', 'apply')
  expect(conflict).toMatchObject({ code: 1, out: expect.stringContaining('version-conflict') })
  expect((await centre.call(MODEL, { token })).body).toMatchObject({ label: label('Cây xanh') })
  await writeFile(file, '{')
  expect((await saola('config', 'plan')).notes).toContain('is not JSON')
}, 60_000)
