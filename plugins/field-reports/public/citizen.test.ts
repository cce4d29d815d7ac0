import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { citizenCentre, HERE } from '../testkit/citizen.ts'
import { phonePhoto } from '../testkit/phone-photo.ts'

let at: Awaited<ReturnType<typeof citizenCentre>>
beforeAll(async () => {
  at = await citizenCentre()
}, 120_000)
afterAll(() => at?.[Symbol.asyncDispose]())

const jpeg = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: '#07c' } })
    .jpeg()
    .toBuffer()
const photoOf = async (category: string) => {
  const photo = (await at.upload(await jpeg(), 'Nguyễn Văn Kín 0912345678.jpg')).body
  const made = (await at.send({ category, description: 'x', location: HERE, photos: [photo.id] })).body
  return { photo, ...made }
}
const seen = async (id: string, token?: string) =>
  (await at.centre.call(`/api/files/${id}?variant=thumb`, token ? { token } : {})).status

test('a stranger sees pictures of what everybody may see, and no others', async () => {
  const open = await photoOf('flooding')
  expect(await seen(open.photo.id)).toBe(200)
  const blurred = await photoOf('noise')
  const hidden = await photoOf('security')
  expect([await seen(blurred.photo.id), await seen(hidden.photo.id)]).toEqual([404, 404])
  const [operator, officer] = [await at.centre.token('operator'), await at.centre.token('officer', ['u1'])]
  expect([await seen(blurred.photo.id, operator), await seen(hidden.photo.id, operator)]).toEqual([200, 200])
  expect([await seen(blurred.photo.id, officer), await seen(hidden.photo.id, officer)]).toEqual([404, 404])
  expect([open.public, blurred.public, hidden.public]).toEqual([true, true, false])
  const spam = await photoOf('flooding')
  await at.change('report', (await at.find(spam.code)).id, { status: 'spam' })
  expect(await seen(spam.photo.id)).toBe(404)
  const taken = await photoOf('flooding')
  await at.change('report', (await at.find(taken.code)).id, { visible: false })
  expect(await seen(taken.photo.id)).toBe(404)
})

test('a category that becomes sensitive takes its pictures along, and gives them back', async () => {
  const { photo, code } = await photoOf('manhole')
  const category = (await at.find(code)).category
  expect(await seen(photo.id)).toBe(200)
  await at.change('category', category, { sensitive: true })
  expect(await seen(photo.id)).toBe(404)
  await at.change('category', category, { sensitive: false, public: false })
  expect(await seen(photo.id)).toBe(404)
  await at.change('category', category, { public: true })
  expect(await seen(photo.id)).toBe(200)
})

test('the name of a file goes to those who work with the report alone', async () => {
  const { photo } = await photoOf('flooding')
  const named = async (token?: string) =>
    decodeURIComponent(
      (await at.centre.call(`/api/files/${photo.id}`, token ? { token } : {})).headers.get(
        'content-disposition',
      ) ?? '',
    )
  expect(await named()).not.toMatch(/Nguy|0912/)
  expect(await named()).toContain(`${photo.id.slice(0, 8)}.jpg`)
  expect(await named(await at.centre.token('operator'))).toContain('Nguyễn Văn Kín')
})

test('exiftool finds no place, time or device in what the public door gives', async (context) => {
  const photo = (await at.upload(await phonePhoto())).body as { id: string; suggestion?: object }
  expect(photo.suggestion).toMatchObject({ position: { coordinates: [105.6885, 18.6631] } })
  const { code } = (
    await at.send({ category: 'flooding', description: 'x', location: HERE, photos: [photo.id] })
  ).body
  const { photos } = (await at.centre.call<{ photos: string[] }>(`/api/x/field-reports/reports/${code}`)).body
  expect(photos).toEqual([photo.id])
  for (const variant of ['large', 'medium', 'thumb']) {
    const answer = await fetch(`${at.centre.url}/api/files/${photo.id}?variant=${variant}`)
    const input = Buffer.from(await answer.arrayBuffer())
    const { error, stdout } = spawnSync('exiftool', ['-json', '-a', '-u', '-G1', '-'], { input })
    if ((error as { code?: string } | undefined)?.code === 'ENOENT' && !process.env.CI)
      context.skip('exiftool is missing: apt-get install libimage-exiftool-perl')
    const [tags] = JSON.parse(String(stdout)) as [object]
    const plain = /^(SourceFile|ExifTool:|System:|File:|JFIF:|Composite:(ImageSize|Megapixels)$)/
    expect(Object.keys(tags).filter((name) => !plain.test(name))).toEqual([])
    expect(Object.keys(tags)).toContain('File:ImageWidth')
  }
})

test('answers for the public tell no numbers of people either', async () => {
  const { code } = (
    await at.send({ category: 'road', description: 'Ổ gà', address: 'Nhà anh Ba 0912.345.678' })
  ).body
  const { id } = await at.find(code)
  const token = await at.centre.token('operator')
  const say = (text: string, visibility: string) =>
    at.centre.call(`/api/records/field-reports.report/${id}/comments`, {
      method: 'POST',
      token,
      body: { text, visibility },
    })
  await say('Đã gọi anh Ba, CCCD 040 1 90 012345, +84 912 345 678', 'public')
  await say('Nội bộ: nhà anh Ba', 'internal')
  const open = await at.centre.call<{ comments: { text: string }[]; address: string }>(
    `/api/x/field-reports/reports/${code}`,
  )
  expect(open.body.comments.map(({ text }) => text)).toEqual(['Đã gọi anh Ba, CCCD •••, •••'])
  expect(open.body.address).toBe('Nhà anh Ba •••')
  const page = await at.centre.call<string>(`/portal/field-reports/${code}`)
  expect(page.body).toContain('Đã gọi anh Ba')
  expect(page.body).not.toMatch(/012345|345\D*678|Nội bộ/)
  const open311 = await at.centre.call(`/open311/v2/requests/${code}.json`)
  expect(JSON.stringify(open311.body)).not.toMatch(/345\D*678/)
})

test('who sees the same follows instead, each device once', async () => {
  const tree = { category: 'tree', description: 'Cây đổ chắn ngõ', location: HERE }
  const { code } = (await at.send(tree)).body
  const near = async () =>
    (
      await at.centre.call<{ items: { code: string; metres: number; followers: number; status: string }[] }>(
        '/api/x/field-reports/nearby?category=tree&longitude=105.6897&latitude=18.6613',
      )
    ).body.items
  expect(await near()).toContainEqual(
    expect.objectContaining({ code, metres: 40, followers: 0, status: 'received', photo: null }),
  )
  const path = `/reports/${code}/followers`
  const key = `follow.${code}.${randomUUID()}`
  expect(await at.send({}, { path, key })).toMatchObject({ status: 201, body: { code, followers: 1 } })
  expect(await at.send({}, { path, key })).toMatchObject({ status: 201, body: { followers: 1 } })
  // A day later the platform has forgotten the key, the report has not.
  at.wait(25 * 3_600_000)
  expect(await at.send({}, { path, key })).toMatchObject({ status: 201, body: { followers: 1 } })
  const others = await Promise.all(
    Array.from({ length: 12 }, (_, number) => at.send({}, { path, key: `follow.${code}.device-${number}` })),
  )
  expect(others.map(({ status }) => status)).toEqual(Array(12).fill(201))
  expect((await at.find(code)).followers).toBe(13)
  expect((await near()).find((one) => one.code === code)?.followers).toBe(13)
  const kept = await at.centre.call<{ items: object[] }>('/api/records/field-reports.follower?limit=100', {
    token: await at.centre.token(),
  })
  expect(JSON.stringify(kept.body)).not.toMatch(/device-|follow\./)
})

test('what is hidden, done or not there cannot be followed', async () => {
  const location = HERE
  const { code: hidden } = (await at.send({ category: 'security', description: 'x', location })).body
  const to = (code: string) => ({ path: `/reports/${code}/followers` })
  expect(await at.send({}, to(hidden))).toMatchObject({ status: 404, body: { code: 'report-missing' } })
  expect(await at.send({}, to('PA-2020-000001'))).toMatchObject({ status: 404 })
  const { code } = (await at.send({ category: 'road', description: 'x', location })).body
  await at.change('report', (await at.find(code)).id, { status: 'rejected', reason: 'Trùng' })
  expect(await at.send({}, to(code))).toMatchObject({ status: 409, body: { code: 'report-closed' } })
  expect(await at.send({ more: 1 }, to(code))).toMatchObject({ status: 422, body: { code: 'body-invalid' } })
  const noise = (await at.send({ category: 'noise', description: 'Hát to', location })).body
  const near = '/api/x/field-reports/nearby?category=noise&longitude=105.6897&latitude=18.6609'
  expect((await at.centre.call<{ items: object[] }>(near)).body.items).toEqual([])
  expect(await at.send({}, to(noise.code))).toMatchObject({ status: 201 })
})

test('a report that was merged leads to the one that goes on', async () => {
  const { code } = (await at.send({ category: 'road', description: 'Ổ gà', location: HERE })).body
  const { code: into } = (await at.send({ category: 'road', description: 'Ổ gà lớn', location: HERE })).body
  const mergedInto = (await at.find(into)).id
  const done = await at.change('report', (await at.find(code)).id, { status: 'merged', mergedInto })
  expect(done.status).toBe(200)
  expect((await at.centre.call(`/api/x/field-reports/reports/${code}`)).body).toMatchObject({
    mergedInto: into,
  })
  expect((await at.centre.call<string>(`/portal/field-reports/${code}`)).body).toContain(
    `/portal/field-reports/${into}`,
  )
  await at.change('report', mergedInto, { visible: false })
  expect((await at.centre.call(`/api/x/field-reports/reports/${code}`)).body).toMatchObject({
    mergedInto: null,
  })
})

test('the same report sent a hundred times at once is one report', async () => {
  const before = await at.count()
  const body = {
    category: 'flooding',
    description: 'Một trăm lần',
    location: HERE,
    _form: { token: await at.formToken(), trap: '' },
  }
  const answers = await Promise.all(
    Array.from({ length: 100 }, () =>
      at.centre.call<{ code: string }>('/api/x/field-reports/reports', {
        method: 'POST',
        body,
        headers: { 'idempotency-key': 'one-and-the-same' },
      }),
    ),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map((answer) => answer.body.code)).size).toBe(1)
  expect(await at.count()).toBe(before + 1)
})
