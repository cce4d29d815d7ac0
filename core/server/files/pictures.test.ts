import { execFileSync } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '@saola/records'
import { expect, onTestFinished, test } from 'vitest'
import { sqliteStore } from '../testkit/databases.ts'
import { openFiles } from './index.ts'
import { CORNERS, cornersOf, heldPhoto } from './testkit/orientations.ts'
import { TELLING, tellingPhoto } from './testkit/telling-photo.ts'

async function setUp() {
  const { dataDir, databaseUrl } = await sqliteStore()
  const db = await openDatabase({ url: databaseUrl, file: join(dataDir, 'test.db') })
  onTestFinished(() => db.close())
  const files = await openFiles({ db, dataDir })
  const stage = (content: Uint8Array) => files.stage({ name: 'a.jpg', content, owner: 'user:1' })
  const stored = async () =>
    (await readdir(join(dataDir, 'files'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  return { dataDir, stage, stored }
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'orientation %i stands upright in every rendition',
  async (orientation) => {
    const { stage, stored } = await setUp()
    const given = await heldPhoto(orientation)
    if (orientation !== 1) expect(await cornersOf(given)).not.toEqual(CORNERS)
    expect(await stage(given)).toMatchObject({ width: 600, height: 400 })
    const renditions = await stored()
    expect(renditions).toHaveLength(3)
    for (const path of renditions) expect(await cornersOf(await readFile(path))).toEqual(CORNERS)
  },
)

test('the place is told once, to who uploads, and no rendition has a note of any kind', async () => {
  const { stage, stored } = await setUp()
  const made = await stage(await tellingPhoto())
  expect(made.suggestion).toEqual({
    position: { type: 'Point', coordinates: [105.685, 18.675] },
    takenAt: '2026-11-23T19:47:00.000Z',
  })
  for (const path of await stored()) {
    const bytes = await readFile(path)
    const text = bytes.toString('latin1')
    expect(TELLING.filter((word) => text.includes(word))).toEqual([])
    expect(segmentsOf(bytes)).toEqual([])
  }
})

/** Application segments and comments of a JPEG besides the plain JFIF head. */
function segmentsOf(jpeg: Buffer): string[] {
  const found: string[] = []
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1] ?? 0
    if ((marker > 0xe0 && marker <= 0xef) || marker === 0xfe) found.push(marker.toString(16))
  }
  return found
}

test('exiftool finds nothing that tells of a place, a time, a person or a device', async (context) => {
  const { dataDir, stage, stored } = await setUp()
  const original = join(dataDir, 'original.jpg')
  await writeFile(original, await tellingPhoto())
  await stage(await tellingPhoto())
  const read = (paths: string[]) => {
    try {
      const args = ['-json', '-a', '-u', '-G1', '-ee', '-n', ...paths]
      return JSON.parse(execFileSync('exiftool', args, { encoding: 'utf8' })) as Record<string, unknown>[]
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOENT' || process.env.CI) throw error
      return context.skip('exiftool is missing: apt-get install libimage-exiftool-perl')
    }
  }
  const [given] = read([original])
  expect(given).toMatchObject({
    'GPS:GPSLatitude': 18.675,
    'XMP-exif:GPSLatitude': expect.anything(),
    'IPTC:City': 'Hung Binh',
    'ExifIFD:SerialNumber': 'SERIAL-7781',
    'XMP-aux:SerialNumber': 'SERIAL-7781',
    'File:Comment': expect.stringContaining('Nguyen'),
  })
  expect(Object.keys(given ?? {}).some((name) => /Maker/.test(name))).toBe(true)
  for (const tags of read(await stored())) {
    const kept = Object.keys(tags).filter(
      (name) => !/^(SourceFile|ExifTool|System:|File:|JFIF:|Composite:(ImageSize|Megapixels))/.test(name),
    )
    expect(kept).toEqual([])
    expect(Object.keys(tags)).not.toContain('File:Comment')
  }
})
