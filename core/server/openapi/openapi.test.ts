import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validate } from '@readme/openapi-parser'
import { silentLog } from '@saola/kernel'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Centre, createToken, readEnvironment, startCentre } from '../index.ts'

let dir: string
let centre: Centre
let token: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'saola-openapi-'))
  centre = await startCentre(readEnvironment({ SAOLA_PORT: '0', SAOLA_DATA: dir }), {
    log: silentLog,
    watchdog: 0,
  })
  token = (await createToken(centre.db, { name: 'test', roles: ['administrator'] })).token
  const fields = {
    name: { type: 'text', label: { vi: 'Tên', en: 'Name' }, required: true },
    height: { type: 'number', label: { vi: 'Cao' }, minimum: 0 },
    kind: { type: 'select', label: { vi: 'Loại' }, options: { oak: { label: { vi: 'Sồi' } } } },
    position: { type: 'point', label: { vi: 'Vị trí' } },
    code: { type: 'code', label: { vi: 'Mã' }, pattern: 'C-{year}-{number:4}' },
    state: {
      type: 'status',
      label: { vi: 'Trạng thái' },
      initial: 'new',
      states: { new: { label: { vi: 'Mới' } }, felled: { label: { vi: 'Đã đốn' } } },
      transitions: { fell: { label: { vi: 'Đốn' }, from: ['new'], to: 'felled' } },
    },
    notes: { type: 'richText', label: { vi: 'Ghi chú' } },
    keeper: { type: 'phone', label: { vi: 'Người trông' }, personal: true, required: true },
    mail: { type: 'email', label: { vi: 'Thư' } },
    photos: { type: 'image', label: { vi: 'Ảnh' } },
  }
  const answer = await call('/api/config/models/trees.tree', 'PUT', {
    label: { vi: 'Cây', en: 'Tree' },
    fields,
    search: ['name', 'notes'],
    comments: true,
    rights: { read: ['operator'], update: ['operator'] },
  })
  expect(answer.status).toBe(201)
})

afterAll(async () => {
  await centre.stop()
  await rm(dir, { recursive: true })
})

function call(path: string, method = 'GET', body?: object, key = token): Promise<Response> {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'accept-language': 'en' }
  if (key) headers.authorization = `Bearer ${key}`
  return fetch(centre.url + path, { method, headers, body: body && JSON.stringify(body) })
}

test('the document is valid OpenAPI and each schema in it valid JSON Schema', async () => {
  const document = await (await call('/openapi.json')).json()
  expect(await validate(structuredClone(document))).toMatchObject({ valid: true })
  const ajv = new Ajv2020({ strict: false })
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    expect(ajv.validateSchema(schema as object), name).toBe(true)
  }
  expect(Object.keys(document.paths)).toContain('/api/records/trees.tree/{id}')
  expect(document.components.schemas['trees.tree.values']).toMatchObject({
    title: 'Tree',
    required: ['name', 'keeper'],
  })
})

test('a record fits the schema that the document gives it', async () => {
  const document = await (await call('/openapi.json')).json()
  const values = {
    name: 'Cây bàng',
    height: 4.5,
    kind: null,
    position: { type: 'Point', coordinates: [105.69, 18.67] },
    keeper: '0912 345 678',
    notes: 'cao\nđẹp',
  }
  const record = await (await call('/api/records/trees.tree', 'POST', values)).json()
  const ajv = new Ajv2020({
    strict: false,
    formats: { uuid: true, 'date-time': true, 'uri-reference': true, phone: true, email: true },
  })
  const check = ajv.compile({ components: document.components, $ref: '#/components/schemas/trees.tree' })
  expect(check(record), JSON.stringify(check.errors)).toBe(true)
  expect(check({ ...record, keeper: null })).toBe(true)
  const accepts = ajv.compile({
    components: document.components,
    $ref: '#/components/schemas/trees.tree.values',
  })
  expect(accepts(values)).toBe(true)
  expect(accepts({ ...values, kind: 'birch' })).toBe(false)
  expect(accepts({ ...values, code: 'C-2026-0001' })).toBe(false)
})

test('a visitor sees no model, and no path of one', async () => {
  const document = await (await call('/openapi.json', 'GET', undefined, '')).json()
  expect(JSON.stringify(document)).not.toContain('trees')
})

test('the API reference needs nothing from elsewhere', async () => {
  const page = await call('/api/docs')
  const html = await page.text()
  expect(html).not.toMatch(/https?:\/\//)
  for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect((await call(path as string)).status, path).toBe(200)
  }
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
})
