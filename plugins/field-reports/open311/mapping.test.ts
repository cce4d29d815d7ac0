import type { Json } from '@saola/sdk'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import catalogue from '../demo/categories.json' with { type: 'json' }
import { toDefinition, toService, toServiceRequest, w3c } from './mapping.ts'
import { aCategory, aReport } from './testkit/examples.ts'
import * as specification from './testkit/specification.ts'

const origin = 'https://dieu-hanh.example'
const from = { origin, agency: null }
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
const check = (schema: object, value: unknown) => {
  ajv.validate(schema, value)
  expect(ajv.errors ?? []).toEqual([])
}

test('a report has every field of the specification, with times of Vietnam', () => {
  const made = toServiceRequest(aReport(), aCategory(), from)
  check(specification.serviceRequests, [made])
  expect(made).toMatchObject({
    service_request_id: 'PA-2026-000123',
    status: 'open',
    status_notes: 'Đã tiếp nhận',
    service_code: 'water-supply',
    requested_datetime: '2026-11-24T02:47:00+07:00',
    updated_datetime: '2026-11-24T03:10:30+07:00',
    agency_responsible: null,
    expected_datetime: '2026-11-24T16:00:00+07:00',
    lat: 18.687234,
    long: 105.683123,
    media_url: 'https://dieu-hanh.example/api/files/f1',
  })
})

test.each([
  ['received', 'open'],
  ['need-information', 'open'],
  ['reopened', 'open'],
  ['resolved', 'closed'],
  ['closed', 'closed'],
  ['merged', 'closed'],
  ['rejected', 'closed'],
])('%s is %s', (status, public_) => {
  expect(toServiceRequest(aReport({ status }), aCategory(), from).status).toBe(public_)
})

test('identity and telephone numbers are masked', () => {
  const report = aReport({ description: 'Gọi 0954 011 139, CCCD 040399012345', address: 'nhà 0954011139' })
  const made = toServiceRequest(report, aCategory(), from)
  expect(made.description).toBe('Gọi •••, CCCD •••')
  expect(made.address).toBe('nhà •••')
})

test('of a sensitive category the place is rounded, without address and picture', () => {
  const made = toServiceRequest(aReport(), aCategory({ sensitive: true }), from)
  expect(made).toMatchObject({ lat: 18.69, long: 105.68, address: null, media_url: null })
})

test('what was not given is null', () => {
  const bare = aReport({ location: null, address: null, photos: null, dueAt: null })
  const made = toServiceRequest(bare, aCategory(), from)
  check(specification.serviceRequests, [made])
  expect(made).toMatchObject({
    lat: null,
    long: null,
    address: null,
    media_url: null,
    expected_datetime: null,
  })
})

test('services say whether they ask questions, and definitions ask them', () => {
  const { attributes } = catalogue.find(({ code }) => code === 'flooding') as { attributes: Json }
  const flooding = aCategory({ code: 'flooding', name: 'Ngập úng', attributes })
  check(specification.services, [toService(aCategory()), toService(flooding)])
  expect([toService(aCategory()).metadata, toService(flooding).metadata]).toEqual([false, true])
  const definition = toDefinition(flooding)
  check(specification.serviceDefinition, definition)
  expect(definition.attributes[0]).toMatchObject({
    code: 'depth',
    datatype: 'singlevaluelist',
    required: true,
    order: 1,
    values: [
      { key: 'ankle', name: 'Mắt cá chân' },
      { key: 'knee', name: 'Đầu gối' },
      { key: 'above', name: 'Quá đầu gối' },
    ],
  })
  check(specification.serviceDefinition, toDefinition(aCategory()))
})

test('a notice is shown, not asked; a hint says how to answer', () => {
  const attributes: Json = [
    {
      code: 'safety',
      label: { vi: 'Đứng xa dây điện' },
      datatype: 'string',
      variable: false,
      required: true,
    },
    { code: 'pole', label: { vi: 'Số trên cột' }, datatype: 'string', hint: { vi: 'Ví dụ NL-112' } },
  ]
  const definition = toDefinition(aCategory({ attributes }))
  check(specification.serviceDefinition, definition)
  expect(definition.attributes).toMatchObject([
    { variable: false, required: false, datatype_description: '', description: 'Đứng xa dây điện', order: 1 },
    { variable: true, required: false, datatype_description: 'Ví dụ NL-112', order: 2 },
  ])
})

test('every question of the catalogue makes a valid definition', () => {
  for (const { code, attributes } of catalogue)
    check(specification.serviceDefinition, toDefinition(aCategory({ code, attributes: attributes as Json })))
})

test('the agency is named; a closed report was updated when it was closed, whatever was noted after it', () => {
  const made = toServiceRequest(aReport({ status: 'closed' }), aCategory(), { origin, agency: 'Cấp nước' })
  expect(made).toMatchObject({
    agency_responsible: 'Cấp nước',
    updated_datetime: '2026-11-24T03:05:00+07:00',
  })
  expect(toServiceRequest(aReport({ statusAt: null, status: 'closed' }), aCategory(), from)).toMatchObject({
    updated_datetime: '2026-11-24T03:10:30+07:00',
  })
})

test('w3c crosses the day', () => {
  expect(w3c('2026-12-31T17:00:00.999Z')).toBe('2027-01-01T00:00:00+07:00')
})
