import type { CoreRepository, ModelInfo } from '@saola/records'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createToken } from '../../identity/index.ts'
import { onEachDatabase, sqliteStore } from '../../testkit/databases.ts'
import { running } from '../../testkit/running.ts'
import { cell, line } from './csv.ts'
import { exportCsv } from './export.ts'

const label = (vi: string, en: string) => ({ vi, en })
const model = {
  label: label('Phản ánh', 'Report'),
  fields: {
    title: { type: 'text', label: label('Tên', 'Name'), order: 1 },
    kind: { type: 'relation', label: label('Loại', 'Kind'), model: 'kind', order: 2 },
    level: {
      type: 'select',
      label: label('Mức', 'Level'),
      options: { a: { label: label('Nặng', 'Heavy') }, b: { label: label('Nhẹ', 'Light') } },
      order: 3,
    },
    dust: { type: 'number', label: label('Bụi', 'Dust'), measure: 'µg/m³', order: 4 },
    open: { type: 'boolean', label: label('Mở', 'Open'), order: 5 },
    at: { type: 'datetime', label: label('Lúc', 'At'), order: 6 },
    place: { type: 'point', label: label('Vị trí', 'Place'), order: 7 },
    phone: { type: 'phone', label: label('Điện thoại', 'Phone'), personal: true, order: 8 },
  },
  search: ['title'],
  rights: { read: ['operator'] },
}
const REPORTS = '/api/records/city.report'
const COLUMNS = 'title,kind,level,dust,open,at,place,phone'

onEachDatabase('an export', (store) => {
  test('has the rows of the list with the rights of the reader, in words', async () => {
    const one = await running(await store())
    const kinds = {
      label: label('Loại', 'Kind'),
      fields: { name: { type: 'text', label: label('Tên', 'N') } },
    }
    expect((await one.call('PUT', '/api/config/models/city.kind', kinds)).status).toBe(201)
    expect((await one.call('PUT', '/api/config/models/city.report', model)).status).toBe(201)
    const kind = (await one.call('POST', '/api/records/city.kind', { name: 'Ngập nước' })).body.id
    await one.call('POST', REPORTS, {
      title: '=cmd|calc, "x"',
      kind,
      level: 'a',
      dust: -1.5,
      open: true,
      at: '2026-11-23T19:47:00Z',
      place: { type: 'Point', coordinates: [105.69, 18.67] },
      phone: '0912345678',
    })
    for (let at = 0; at < 3; at += 1) await one.call('POST', REPORTS, { title: `Khác ${at}`, open: false })
    const get = async (query: string, call = one.call) => {
      const answer = await call('GET', `${REPORTS}/export.csv?${query}`)
      expect([answer.status, answer.body]).toMatchObject([200, expect.any(String)])
      return answer.body as string
    }
    const whole = await get(`fields=${COLUMNS}&sort=title&lang=vi&bom=false`)
    expect(whole.split('\r\n')).toEqual([
      'Tên,Loại,Mức,Bụi (µg/m³),Mở,Lúc,Vị trí (vĩ độ),Vị trí (kinh độ),Điện thoại',
      `"'=cmd|calc, ""x""",Ngập nước,Nặng,-1.5,Có,2026-11-24 02:47:00,18.67,105.69,'+84912345678`,
      'Khác 0,,,,Không,,,,',
      'Khác 1,,,,Không,,,,',
      'Khác 2,,,,Không,,,,',
      '',
    ])
    const wide = await get(
      `fields=dust,level&search=${encodeURIComponent('cmd')}&separator=semicolon&lang=en`,
    )
    expect(wide.replace('\ufeff', '').split('\r\n')).toEqual(['Dust (µg/m³);Level', '-1,5;Heavy', ''])
    const filter = encodeURIComponent('{"op":"=","args":[{"property":"open"},false]}')
    expect((await get(`filter=${filter}&fields=title&sort=-title&bom=false`)).split('\r\n').slice(1)).toEqual(
      ['Khác 2', 'Khác 1', 'Khác 0', ''],
    )
    const usual = await one.call('GET', `${REPORTS}/export.csv`)
    expect(usual.headers.get('content-type')).toContain('text/csv')
    expect(usual.headers.get('content-disposition')).toMatch(/filename="city\.report-\d{4}-\d\d-\d\d\.csv"/)

    const { token } = await createToken(one.centre.db, { name: 'o', roles: ['operator'] })
    const { caller } = await import('../../testkit/running.ts')
    const operator = caller(one.centre.url, { authorization: `Bearer ${token}` })
    const masked = await get(`fields=phone,kind&search=cmd&bom=false&lang=en`, operator)
    // Neither the phone nor the name of a record that the operator may not read.
    expect(masked.split('\r\n')[1]).toBe(`,${kind}`)
    const stranger = await createToken(one.centre.db, { name: 's', roles: ['nobody'] })
    const refused = caller(one.centre.url, { authorization: `Bearer ${stranger.token}` })
    expect((await refused('GET', `${REPORTS}/export.csv`)).body.code).toBe('forbidden')
  })
})

test('bad questions are refused before the first byte', async () => {
  const one = await running(await sqliteStore())
  await one.call('PUT', '/api/config/models/city.report', {
    ...model,
    fields: { title: model.fields.title },
  })
  const code = async (path: string) => (await one.call('GET', path)).body.code
  expect(await code(`${REPORTS}/export.csv?limit=3`)).toBe('query-invalid')
  expect(await code(`${REPORTS}/export.csv?separator=x`)).toBe('query-invalid')
  expect(await code(`${REPORTS}/export.csv?bom=1`)).toBe('query-invalid')
  expect(await code(`${REPORTS}/export.csv?lang=fr`)).toBe('query-invalid')
  expect(await code(`${REPORTS}/export.csv?fields=nothing`)).toBe('field-unknown')
  expect(await code(`${REPORTS}/export.csv?sort=near&near=105,18,100`)).toBe('sort-invalid')
  expect(await code('/api/records/city.nothing/export.csv')).toBe('model-unknown')
})

test('no cell runs as a formula, and every cell is read back as it was', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＠'])
    expect(cell(`${start}1+1`, ',').replace(/^"/, '')).toMatch(/^'/)
  expect([cell(-5, ','), cell(1.5, ';'), cell(1.5, ','), cell(null, ',')]).toEqual(['-5', '1,5', '1.5', ''])
  fc.assert(
    fc.property(
      fc.array(fc.string(), { minLength: 1 }),
      fc.constantFrom(',', ';', '\t'),
      (texts, separator) => {
        const read = parse(line(texts, separator as ','), separator)
        expect(read).toEqual(texts.map((text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)))
      },
    ),
  )
})

test('pages are read only as fast as the reader takes them', async () => {
  let read = 0
  const repository = {
    list: async ({ cursor = '0' }: { cursor?: string }) => {
      read += 1
      const page = Number(cursor)
      const items = Array.from({ length: 500 }, (_, at) => ({ id: `${page}-${at}`, version: 1, name: 'x' }))
      return { items, next: page === 199 ? null : String(page + 1) }
    },
  } as unknown as CoreRepository
  const info = { id: 'a.b', plugin: 'a', name: 'b', def: { label: label('x', 'x'), fields: {} } } as unknown
  const response = await exportCsv(
    {
      repository,
      model: info as ModelInfo,
      unitName: () => undefined,
      actorNames: async () => new Map(),
      recordNames: async () => new Map(),
      now: () => 0,
    },
    { lang: 'vi', separator: ',', bom: false, fields: ['id'] },
  )
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  await reader.read()
  await new Promise((resolve) => setImmediate(resolve))
  expect(read).toBeLessThanOrEqual(4)
  let lines = 500
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    lines += new TextDecoder().decode(value).split('\n').length - 1
  }
  expect([read, lines]).toEqual([200, 100_000])
})

/** A reader of CSV by RFC 4180, for one line. */
function parse(text: string, separator: string): string[] {
  const cells: string[] = []
  let at = 0
  while (at < text.length) {
    let value = ''
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (text[at] !== '"') value += text[at]
        else if (text[at + 1] === '"') value += text[at++]
        else break
      }
      at += 1
    } else {
      while (text[at] !== separator && text.slice(at, at + 2) !== '\r\n') value += text[at++]
    }
    cells.push(value)
    if (text.slice(at, at + 2) === '\r\n' && at + 2 === text.length) return cells
    at += 1
  }
  return cells
}
