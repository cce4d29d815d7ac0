import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '@saola/kernel'
import { openDatabase } from '@saola/records'
import type { FileRef } from '@saola/sdk'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { onEachDatabase, sqliteStore, type TestStore } from '../testkit/databases.ts'
import { bindFiles } from './binder.ts'
import { type Files, openFiles, type Upload } from './index.ts'
import { heic, hugePicture, photo } from './testkit/pictures.ts'

const DAY = 86_400_000

async function setUp(store: TestStore, clock = () => Date.UTC(2026, 10, 24)) {
  const { dataDir, databaseUrl } = store
  const db = await openDatabase({ url: databaseUrl, file: join(dataDir, 'test.db') })
  onTestFinished(() => db.close())
  const files = await openFiles({ db, dataDir, clock })
  const stage = (content: Uint8Array, more: Partial<Upload> = {}) =>
    files.stage({ name: 'a.jpg', content, owner: 'user:1', ...more })
  const stored = () => storedFiles(join(dataDir, 'files'))
  const read = async (id: string, variant: Parameters<Files['open']>[1]) => {
    const found = await files.open(id, variant)
    return found ? Buffer.concat(await found.stream.toArray()) : undefined
  }
  return { db, files, stage, stored, read, dataDir }
}

async function storedFiles(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof Problem ? error.code : String(error)
}

test('a photo gives upright renditions and tells its uploader where it was taken', async () => {
  const { stage, read } = await setUp(await sqliteStore())
  const made = await stage(await photo(), { name: 'Ổ gà.JPG' })
  expect(made).toMatchObject({ name: 'Ổ gà.jpg', type: 'image/jpeg', width: 400, height: 600 })
  expect(made.suggestion).toEqual({
    position: { type: 'Point', coordinates: [105.685, 18.675] },
    takenAt: '2026-11-23T19:47:00.000Z',
  })
  const thumb = await sharp(await read(made.id, 'thumb'))
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([thumb.info.width, thumb.info.height]).toEqual([171, 256])
  // Turned clockwise, the red left half lies on top.
  expect(thumb.data[0]).toBeGreaterThan(150)
  expect(thumb.data.at(-3)).toBeLessThan(60)
})

test('a large picture is brought down to the sizes that are served', async () => {
  const { stage, read } = await setUp(await sqliteStore())
  const made = await stage(await photo({ width: 4000, height: 3000, orientation: 1 }))
  expect([made.width, made.height]).toEqual([2048, 1536])
  expect((await sharp(await read(made.id, 'medium')).metadata()).width).toBe(1024)
})

test('nothing that is stored tells where or when, or with what it was made', async (context) => {
  const { stage, stored, dataDir } = await setUp(await sqliteStore())
  const original = join(dataDir, 'original.jpg')
  await writeFile(original, await photo())
  await stage(await photo())
  const [given, ...served] = tagsOf([original, ...(await stored())], () =>
    context.skip('exiftool is missing'),
  )
  expect(given).toMatchObject({ GPSLatitude: expect.anything(), Model: 'Phone' })
  expect(served).toHaveLength(3)
  for (const tags of served) {
    expect(
      Object.keys(tags).filter((key) =>
        /gps|latitude|longitude|date(?!.*File)|make|model|orientation/i.test(key),
      ),
    ).toEqual([])
  }
})

function tagsOf(paths: string[], skip: () => never): Record<string, unknown>[] {
  try {
    const args = ['-json', '-EXIF:all', '-XMP:all', '-IPTC:all', '-Composite:all', '-n', ...paths]
    return JSON.parse(execFileSync('exiftool', args, { encoding: 'utf8' }))
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT' && !process.env.CI) skip()
    throw error
  }
}

const BAD: [string, () => Promise<Uint8Array> | Uint8Array, string][] = [
  [
    'an SVG named .jpg',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    'file-type-unsupported',
  ],
  [
    'an SVG with an XML head',
    () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    'file-type-unsupported',
  ],
  ['HTML named .jpg', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'file-type-unsupported'],
  ['nothing', () => Buffer.alloc(0), 'file-type-unsupported'],
  ['noise', () => randomBytes(2000), 'file-type-unsupported'],
  ['a HEIC', () => heic, 'image-unsupported'],
  [
    'a GIF',
    () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
    'image-unsupported',
  ],
  ['a truncated JPEG', async () => (await photo()).subarray(0, 1500), 'image-broken'],
  ['a JPEG of its first bytes only', async () => (await photo()).subarray(0, 12), 'image-broken'],
  ['a PNG of 100 megapixels', hugePicture, 'image-too-large'],
  ['30 MB', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(30_000_000)]), 'file-too-large'],
]

test.each(BAD)('%s is refused and leaves nothing behind', async (_name, content, code) => {
  const { stage, stored } = await setUp(await sqliteStore())
  expect(await codeOf(stage(await content()))).toBe(code)
  expect(await stored()).toEqual([])
})

test('what to do with a HEIC picture is said', async () => {
  const { stage } = await setUp(await sqliteStore())
  await expect(stage(heic)).rejects.toThrow('Send it as JPEG')
})

test('a form for pictures takes nothing else', async () => {
  const { stage } = await setUp(await sqliteStore())
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')
  expect(await codeOf(stage(pdf, { only: 'image' }))).toBe('file-type-unsupported')
  expect(await stage(pdf, { name: '../../etc/passwd' })).toMatchObject({
    name: 'passwd.pdf',
    type: 'application/pdf',
  })
})

test('an upload that is cut off leaves nothing behind', async () => {
  const { files, stored } = await setUp(await sqliteStore())
  const bytes = await photo()
  const content = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes.subarray(0, 2000)),
    pull: (controller) => controller.error(new Error('gone')),
  })
  await expect(files.stage({ name: 'a.jpg', content, owner: 'user:1' })).rejects.toThrow('gone')
  expect(await stored()).toEqual([])
})

onEachDatabase('files', (store) => {
  const target = { model: 'field-reports.report', recordId: 'r1', field: 'photos', kind: 'image' as const }

  test('a record takes the files of its own author, once', async () => {
    const { db, stage, files } = await setUp(await store())
    const made = await stage(await photo())
    const bind = (actor: string, recordId = 'r1') =>
      db.tx((tx) => bindFiles([made.id], { ...target, actor, recordId }, tx))
    expect(await codeOf(bind('user:2'))).toBe('file-unusable')
    expect(await bind('user:1')).toEqual([
      { id: made.id, name: 'a.jpg', type: 'image/jpeg', size: made.size, width: 400, height: 600 },
    ])
    expect(await bind('user:2')).toHaveLength(1)
    expect(await codeOf(bind('user:1', 'r2'))).toBe('file-unusable')
    expect(await files.find(made.id)).toMatchObject({
      state: 'bound',
      model: target.model,
      record: 'r1',
      field: 'photos',
    })
    expect(await codeOf(db.tx((tx) => bindFiles(['../x'], { ...target, actor: 'user:1' }, tx)))).toBe(
      'file-unusable',
    )
  })

  test('what came through a public form is for the plugin of the form', async () => {
    const { db, stage } = await setUp(await store())
    const made = await stage(await photo(), { owner: 'anonymous' })
    const bind = (actor: string) => db.tx((tx) => bindFiles([made.id], { ...target, actor }, tx))
    expect(await codeOf(bind('plugin:tourism'))).toBe('file-unusable')
    expect(await bind('plugin:field-reports')).toHaveLength(1)
  })

  test('what no record wanted for a day goes, with contents that nothing knows', async () => {
    let now = Date.now()
    const { db, files, stage, stored } = await setUp(await store(), () => now)
    const kept = await stage(await photo())
    await db.tx((tx) => bindFiles([kept.id], { ...target, actor: 'user:1' }, tx))
    await stage(await photo({ gps: false }))
    const lost = await stage(await photo({ gps: false }))
    await db.tx((tx) => tx.run('delete from core_file where id = ?', [lost.id]))
    expect(await files.sweep()).toEqual({ staged: 0, orphans: 0 })
    now += DAY + 60_000
    expect(await files.sweep()).toEqual({ staged: 1, orphans: 1 })
    expect((await stored()).every((path) => path.includes(kept.id))).toBe(true)
  })
})

onEachDatabase('pictures of packages', (make) => {
  test('share their content, are rendered when somebody looks, and stay while a record has them', async () => {
    let now = Date.UTC(2026, 10, 24)
    const { db, files, stored, read } = await setUp(await make(), () => now)
    const bytes = new Uint8Array(await photo())
    const twice = { name: 'Hiện trường.jpg', bytes, owner: 'plugin:field-reports' }
    const [one, two, other] = (await files.plant([twice, twice, twice])) as [FileRef, FileRef, FileRef]
    expect(new Set([one.id, two.id, other.id]).size).toBe(3)
    expect(one).toMatchObject({ name: 'Hiện trường.jpg', type: 'image/jpeg' })
    expect(await stored()).toHaveLength(1)
    const target = { recordId: 'r', field: 'photos', actor: 'plugin:field-reports', kind: 'image' } as const
    await db.tx((tx) => bindFiles([one.id], { ...target, model: 'field-reports.report' }, tx))
    const [first, again] = await Promise.all([read(one.id, 'thumb'), read(two.id, 'thumb')])
    expect(again).toEqual(first)
    const { exif, width = 0 } = await sharp(first).metadata()
    expect([exif, width <= 256]).toEqual([undefined, true])
    expect(await stored()).toHaveLength(4)
    expect(await read(one.id, 'file')).toBeUndefined()
    now += 2 * DAY
    expect((await files.sweep()).staged).toBe(2)
    expect(await stored()).toHaveLength(4)
    expect(await read(one.id, 'large')).toBeDefined()
    await db.tx((tx) => tx.run('delete from core_file'))
    expect(await files.sweep()).toEqual({ staged: 0, orphans: 2 })
    const [back] = (await files.plant([twice])) as [FileRef]
    expect(await read(back.id, 'medium')).toBeDefined()
    const png = new Uint8Array(await sharp(bytes).png().toBuffer())
    expect(await codeOf(files.plant([{ ...twice, bytes: png }]))).toBe('image-unsupported')
    expect(await codeOf(files.plant([{ ...twice, bytes: new Uint8Array(9) }]))).toBe('file-type-unsupported')
  })
})
