import { readFile } from 'node:fs/promises'
import { createTestCentre, type TestCentre } from '@saola/sdk-testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { phonePhoto, voicesFolder } from '../testkit/voices.ts'

let folder: Awaited<ReturnType<typeof voicesFolder>>
let centre: TestCentre
let photo: Uint8Array<ArrayBuffer>
let now = Date.now()

beforeAll(async () => {
  folder = await voicesFolder()
  centre = await createTestCentre({ plugins: [folder.dir], on: ['voices'], clock: () => now })
  photo = new Uint8Array(await readFile(phonePhoto))
})
afterAll(async () => {
  await centre?.[Symbol.asyncDispose]()
  await folder?.[Symbol.asyncDispose]()
})

interface Reply {
  status: number
  code?: string
  id?: string
  suggestion?: unknown
}

const bearer = async (role: string) => ({ authorization: `Bearer ${await centre.token(role)}` })

async function upload(
  path: string,
  headers: Record<string, string> = {},
  body: BodyInit = photo,
): Promise<Reply> {
  const answer = await fetch(centre.url + path, { method: 'POST', headers, body })
  return { status: answer.status, ...((await answer.json()) as object) }
}

async function formToken(): Promise<string> {
  const { body } = await centre.call<{ token: string; after: number }>('/api/forms/token')
  now += body.after
  return body.token
}

const read = async (id: string, role?: string, more = '') => {
  const answer = await fetch(
    `${centre.url}/api/files/${id}${more}`,
    role ? { headers: await bearer(role) } : {},
  )
  await answer.arrayBuffer()
  return answer.status
}

async function report(kind: string): Promise<string> {
  const token = await formToken()
  const { id = '' } = await upload('/api/files/public?name=a.jpg', { 'x-form-token': token })
  const sent = await centre.call('/api/x/voices/reports', {
    method: 'POST',
    body: { kind, photos: [id], _form: { token } },
  })
  expect(sent.status).toBe(201)
  return id
}

test('an upload needs an account, or the token of a form that was opened here', async () => {
  expect(await upload('/api/files?name=a.jpg')).toMatchObject({ status: 401, code: 'sign-in-required' })
  expect(await upload('/api/files/public')).toMatchObject({ status: 422, code: 'form-token-invalid' })
  expect(await upload('/api/files/public', { 'x-form-token': 'a.b.c' })).toMatchObject({ status: 422 })
  const made = await upload('/api/files?name=../..%2Fx.jpg', await bearer('operator'))
  expect(made).toMatchObject({
    status: 201,
    name: 'x.jpg',
    suggestion: { position: { coordinates: [105.685, 18.675] } },
  })
  const token = await formToken()
  const pdf = await upload('/api/files/public', { 'x-form-token': token }, '%PDF-1.7\n1 0 obj\n')
  expect(pdf).toMatchObject({ status: 415, code: 'file-type-unsupported' })
})

test('what is too long is refused before it has come in', async () => {
  const reply = await upload('/api/files', await bearer('operator'), new Uint8Array(30_000_000))
  expect(reply).toMatchObject({ status: 413, code: 'file-too-large' })
})

test('a staged file is for nobody but who brought it', async () => {
  const { id = '' } = await upload('/api/files', await bearer('operator'))
  expect([await read(id), await read(id, 'officer'), await read(id, 'operator')]).toEqual([404, 404, 200])
  const token = await formToken()
  const { id: anonymous = '' } = await upload('/api/files/public', { 'x-form-token': token })
  expect([await read(anonymous), await read(anonymous, 'administrator')]).toEqual([404, 404])
})

test('a picture is public only where its field says so, and as long as the record fits', async () => {
  const open = await report('flood')
  const secret = await report('secret')
  expect([await read(open), await read(secret), await read(secret, 'administrator')]).toEqual([200, 404, 200])
  const token = await centre.token()
  const path = '/api/records/voices.report'
  const { body } = await centre.call<{ items: { id: string; kind: string }[] }>(path, { token })
  const one = body.items.find(({ kind }) => kind === 'flood')
  await centre.call(`${path}/${one?.id}`, { method: 'PATCH', token, body: { kind: 'secret' } })
  expect(await read(open)).toBe(404)
  await centre.call(`${path}/${one?.id}`, { method: 'PATCH', token, body: { kind: 'flood' } })
  expect(await read(open)).toBe(200)
  await centre.call(`${path}/${one?.id}`, { method: 'DELETE', token })
  expect(await read(open)).toBe(404)
})

test('a file is served with its type, a safe name and an answer that may be kept', async () => {
  const id = await report('road')
  const answer = await fetch(`${centre.url}/api/files/${id}?variant=thumb`)
  const { headers } = answer
  // Strangers do not learn what the file was called.
  const name = `${id.slice(0, 8)}.jpg`
  expect(
    Object.fromEntries(
      ['content-type', 'content-disposition', 'cache-control', 'x-content-type-options'].map((header) => [
        header,
        headers.get(header),
      ]),
    ),
  ).toEqual({
    'content-type': 'image/jpeg',
    'content-disposition': `inline; filename="${name}"; filename*=UTF-8''${name}`,
    'cache-control': 'private, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  expect((await answer.arrayBuffer()).byteLength).toBe(Number(headers.get('content-length')))
  const again = await fetch(`${centre.url}/api/files/${id}?variant=thumb`, {
    headers: { 'if-none-match': headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)
  expect(await read(id, undefined, '?variant=original')).toBe(400)
  for (const wrong of ['../secret', '..%2f..%2fsaola.db', 'x'.repeat(500), '0'.repeat(32)]) {
    expect(await read(wrong)).toBe(404)
  }
})

test('a picture of another cannot be taken into one’s own record', async () => {
  const id = await report('light')
  const token = await formToken()
  const body = { kind: 'light', photos: [id], _form: { token } }
  const sent = await centre.call<{ code: string }>('/api/x/voices/reports', { method: 'POST', body })
  expect([sent.status, sent.body.code]).toEqual([422, 'file-unusable'])
})

test('the same POST many times in parallel makes one report', async () => {
  const token = await formToken()
  const path = '/api/records/voices.report?count=exact'
  const count = async () =>
    (await centre.call<{ count: number }>(path, { token: await centre.token() })).body.count
  const before = await count()
  const body = { kind: 'waste', text: 'một lần', _form: { token } }
  const headers = { 'idempotency-key': 'one-and-the-same' }
  now += 60_000
  const send = () => centre.call<{ code: string }>('/api/x/voices/reports', { method: 'POST', body, headers })
  const answers = await Promise.all(Array.from({ length: 25 }, send))
  expect(new Set(answers.map(({ status, body: { code } }) => `${status} ${code}`)).size).toBe(1)
  expect(await count()).toBe(before + 1)
})

test('data in a page cannot end its script element', async () => {
  const { body } = await centre.call<string>(
    '/portal/voices/new?x=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E',
  )
  expect(body).not.toContain('<script>alert(1)')
  expect(body).toContain('\\u003c/script>')
})

test('the portal speaks the language that was asked for, and keeps it', async () => {
  const answer = await fetch(`${centre.url}/portal?lang=en`)
  expect(answer.headers.get('set-cookie')).toContain('saola_lang=en')
  expect(await answer.text()).toContain('Send a report')
})
