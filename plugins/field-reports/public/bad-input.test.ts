import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { citizenCentre, HERE } from '../testkit/citizen.ts'

let at: Awaited<ReturnType<typeof citizenCentre>>
beforeAll(async () => {
  at = await citizenCentre()
}, 120_000)
afterAll(() => at?.[Symbol.asyncDispose]())

const jpeg = (width = 640) =>
  sharp({ create: { width, height: 480, channels: 3, background: '#07c' } })
    .jpeg()
    .toBuffer()
const storedFiles = async () => {
  const all = await readdir(join(at.centre.dataDir, 'files'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  )
  return all.filter((entry) => entry.isFile()).length
}
/** Words of Vietnamese, not only a code. */
const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/i

const hugePng = () =>
  sharp({
    create: { width: 10_000, height: 10_000, channels: 3, background: '#123456' },
    limitInputPixels: false,
  })
    .toColourspace('b-w')
    .png({ compressionLevel: 1 })
    .toBuffer()
const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic'),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from('mif1heic'),
  Buffer.alloc(200),
])

const PICTURES: [string, () => Buffer | Promise<Buffer>, number, string][] = [
  ['a PNG of 100 megapixels', hugePng, 413, 'image-too-large'],
  [
    'SVG named .jpg',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    415,
    'file-type-unsupported',
  ],
  [
    'HTML named .jpg',
    () => Buffer.from('<!doctype html><script>alert(1)</script>'),
    415,
    'file-type-unsupported',
  ],
  ['PDF named .jpg', () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), 415, 'file-type-unsupported'],
  ['a JPEG that ends too early', async () => (await jpeg()).subarray(0, 1200), 422, 'image-broken'],
  ['HEIC', () => heic, 415, 'image-unsupported'],
  [
    '30 MB',
    () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(30_000_000)]),
    413,
    'file-too-large',
  ],
  ['nothing', () => Buffer.alloc(0), 415, 'file-type-unsupported'],
]

test.each(PICTURES)(
  '%s is refused in words and leaves nothing behind',
  async (_name, content, status, code) => {
    const before = await storedFiles()
    const bytes = await content()
    const vi = await at.upload(bytes, 'anh.jpg')
    const en = await at.upload(bytes, 'photo.jpg', 'en')
    expect([vi.status, vi.body.code, en.body.code]).toEqual([status, code, code])
    expect(vi.body.title).toMatch(vietnamese)
    expect(vi.body.help).toMatch(vietnamese)
    expect(en.body.title).not.toMatch(vietnamese)
    expect(await storedFiles()).toBe(before)
  },
)

const good = { category: 'flooding', description: 'Nước ngập', location: HERE }
const point = (coordinates: unknown) => ({ ...good, location: { type: 'Point', coordinates } })
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) })

const BODIES: [string, unknown, number, string][] = [
  ['latitude before longitude', point([18.6609, 105.6897]), 422, 'place-outside'],
  ['numbers with commas', point(['105,68', '18,67']), 422, 'body-invalid'],
  ['numbers in quotes', point(['105.68', '18.67']), 422, 'body-invalid'],
  ['a point at sea', point([106.2, 18.9]), 422, 'place-outside'],
  ['a point in Laos', point([103.2, 19.45]), 422, 'place-outside'],
  ['a point in Hà Tĩnh', point([105.9, 18.34]), 422, 'place-outside'],
  ['a point nowhere', point([1e9, 0]), 422, 'place-outside'],
  ['three numbers', point([105.68, 18.67, 12]), 422, 'body-invalid'],
  ['NUL', { ...good, description: 'a\0b' }, 422, 'validation-failed'],
  ['control characters', { ...good, description: 'a\u0007b' }, 422, 'validation-failed'],
  ['direction marks', { ...good, description: 'a\u202egpj.exe' }, 422, 'validation-failed'],
  ['half a character', { ...good, description: 'a\ud800' }, 422, 'validation-failed'],
  ['blanks alone', { ...good, description: ' \u00a0\n ' }, 422, 'description-missing'],
  ['too long a text', { ...good, description: 'ơ'.repeat(4001) }, 422, 'body-invalid'],
  ['no text', { category: 'flooding', location: HERE }, 422, 'body-invalid'],
  ['no place', { category: 'flooding', description: 'x' }, 422, 'place-missing'],
  ['a blank address', { category: 'flooding', description: 'x', address: '  ' }, 422, 'place-missing'],
  ['an unknown category', { ...good, category: 'volcano' }, 422, 'category-missing'],
  ['50 photos', { ...good, photos: Array.from({ length: 50 }, () => randomUUID()) }, 422, 'body-invalid'],
  ['a photo that is not there', { ...good, photos: ['0'.repeat(32)] }, 422, 'file-unusable'],
  ['a path for a photo', { ...good, photos: ['../../etc/passwd'] }, 422, 'validation-failed'],
  ['an answer that is not offered', { ...good, answers: { depth: 'chin' } }, 422, 'answer-invalid'],
  ['an answer to what nobody asked', { ...good, answers: { more: 'x' } }, 422, 'answer-invalid'],
  ['a number with words', { ...good, category: 'road', answers: { size: 'to lắm' } }, 422, 'answer-invalid'],
  ['a telephone that is none', { ...good, phone: 'gọi anh Ba' }, 422, 'validation-failed'],
  [
    'a time of its own',
    { ...good, requestedAt: new Date(Date.now() + 3_600_000).toISOString() },
    422,
    'body-invalid',
  ],
  ['a state of its own', { ...good, status: 'closed' }, 422, 'body-invalid'],
  ['members that nobody knows', { ...good, more: true }, 422, 'body-invalid'],
  ['deep JSON', { ...good, more: deep(100) }, 400, 'body-too-deep'],
]

test.each(BODIES)(
  '%s is refused in both languages and nothing is stored',
  async (_name, body, status, code) => {
    const before = [await at.count(), await storedFiles()]
    const vi = await at.send(body)
    const en = await at.send(body, { lang: 'en' })
    expect([vi.status, (vi.body as { code?: string }).code]).toEqual([status, code])
    expect(vi.body.title).toMatch(vietnamese)
    expect(en.body.title.replace('Nghệ An', '')).not.toMatch(vietnamese)
    for (const { detail } of vi.body.errors ?? []) {
      expect(detail.vi).toMatch(vietnamese)
      expect(detail.en).toMatch(/[a-z]/)
    }
    expect([await at.count(), await storedFiles()]).toEqual(before)
  },
)

test('a refused report keeps no photo: it can be mended and sent again with the same one', async () => {
  const photo = (await at.upload(await jpeg())).body
  const key = randomUUID()
  const refused = await at.send({ ...good, photos: [photo.id], phone: 'x' }, { key })
  expect(refused.status).toBe(422)
  const made = await at.send({ ...good, photos: [photo.id], phone: '0912 345 678' }, { key })
  expect(made.status).toBe(201)
  expect((await at.find(made.body.code)).photos).toMatchObject([{ id: photo.id }])
  const thief = await at.send({ ...good, photos: [photo.id] })
  expect(thief).toMatchObject({ status: 422, body: { code: 'file-unusable' } })
})

test('what is odd but right is taken: decomposed letters, lines, script as text, path tricks in a name', async () => {
  const photo = (await at.upload(await jpeg(), '..\\..\\Ảnh\u202e của tôi.php')).body
  expect(photo.name).toBe('Ảnh của tôi.jpg')
  const script = '<script>alert(1)</script><img src=x onerror=alert(2)>'
  const { body } = await at.send({
    ...good,
    description: `${'Ngập ở ngõ'.normalize('NFD')}\r\n\r\n${script}`,
    address: script,
    name: script,
    photos: [photo.id],
  })
  const kept = await at.find(body.code)
  expect(kept).toMatchObject({ description: `Ngập ở ngõ ${script}`, address: script, reporterName: script })
  for (const path of [`/portal/field-reports/${body.code}`, '/portal/field-reports/recent']) {
    const page = await at.centre.call<string>(path)
    expect(page.body).toContain('&lt;script>alert(1)')
    expect(page.body).not.toMatch(/<script>alert|<img src=x/)
  }
})

test('places close to the border and by the sea are inside', async () => {
  for (const [longitude, latitude] of [
    [105.7705, 18.8],
    [104.08, 19.4],
    [105.0, 19.9],
    [105.61, 18.62],
  ])
    expect((await at.send(point([longitude, latitude]))).status).toBe(201)
})

test('uploads that no report names are gone after a day', async () => {
  const { body } = await at.upload(await jpeg())
  const before = await storedFiles()
  at.wait(25 * 3_600_000)
  // The hourly job has come by then.
  await expect.poll(storedFiles, { timeout: 60_000, interval: 500 }).toBe(before - 3)
  expect(await at.send({ ...good, photos: [body.id] })).toMatchObject({ body: { code: 'file-unusable' } })
}, 90_000)
