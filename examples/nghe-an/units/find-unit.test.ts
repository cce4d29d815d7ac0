import { createTestCentre, type TestCentre } from '@saola/sdk-testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import oldUnits from './old-units.json' with { type: 'json' }
import { communes, departments } from './units.ts'

interface Found {
  id: string
  label: { vi: string }
  formerName?: { name: string; district?: string }
}

let centre: TestCentre
let token = ''

beforeAll(async () => {
  centre = await createTestCentre()
  token = await centre.token()
  for (const [name, set] of Object.entries({ communes, departments })) {
    const path = `/api/config/units/tinh.${name}`
    expect((await centre.call(path, { method: 'PUT', token, body: set as never })).status).toBe(201)
  }
})
afterAll(() => centre?.[Symbol.asyncDispose]())

const find = async (query: Record<string, string>): Promise<Found[]> =>
  (await centre.call<{ items: Found[] }>(`/api/units?${new URLSearchParams(query)}`, { token })).body.items
const named = (text: string) => find({ text })
const one = async (text: string) => {
  const found = await named(text)
  return found.length === 1 ? found[0] : undefined
}
const nameOf = async (text: string) => (await one(text))?.label.vi

test.each([
  ['phường Hưng Bình', 'Phường Thành Vinh'],
  ['xã Nghi Phú', 'Phường Vinh Phú'],
  ['phuong hung binh', 'Phường Thành Vinh'],
  ['NGHI PHU', 'Phường Vinh Phú'],
  ['P.Hưng Dũng', 'Phường Trường Vinh'],
  ['p bến thuỷ', 'Phường Trường Vinh'],
  ['p bến thủy', 'Phường Trường Vinh'],
  ['Thị trấn Quán Hành', 'Xã Nghi Lộc'],
  ['tt. Kim Sơn, huyện Quế Phong', 'Xã Quế Phong'],
  ['Trường Vinh', 'Phường Trường Vinh'],
  ['đông vĩnh'.normalize('NFD'), 'Phường Thành Vinh'],
  ['Phường Thu Thủy', 'Phường Cửa Lò'],
  ['Hưng Hoà', 'Phường Trường Vinh'],
  ['Sở Xây dựng', 'Sở Xây dựng'],
  ['so y te', 'Sở Y tế'],
])('%s is %s today', async (text, name) => {
  expect(await nameOf(text)).toBe(name)
})

describe('in an address', () => {
  test('the ward is found behind the street, of today or of the past', async () => {
    const [old] = await named('112 Nguyễn Du, P. Hưng Bình, TP Vinh')
    expect(old?.formerName).toEqual({
      name: 'Phường Hưng Bình',
      district: 'Thành phố Vinh',
      until: '2025-06-30',
    })
    expect(await nameOf('ngõ 12 Phong Định Cảng, Trường Thi, Vinh, Nghệ An')).toBe('Phường Trường Vinh')
    expect(await nameOf('xóm 5 xã Nghi Phong')).toBe('Phường Vinh Lộc')
    expect(await nameOf('Đại lộ Lê Nin – phường Vinh Phú – tỉnh Nghệ An')).toBe('Phường Vinh Phú')
  })

  test('a street that is named like a ward is not one', async () => {
    expect(await named('45 đường Quang Trung')).toEqual([])
    expect(await nameOf('45 Lê Lợi, phường Hưng Bình')).toBe('Phường Thành Vinh')
    expect(await nameOf('88 Hà Huy Tập, Trường Thi')).toBe('Phường Trường Vinh')
  })
})

test('communes of one name are told apart by their district, else all are offered', async () => {
  const all = await named('xã Đồng Văn')
  expect(all.map(({ formerName }) => formerName?.district).sort()).toEqual([
    'Huyện Quế Phong',
    'Huyện Thanh Chương',
    'Huyện Tân Kỳ',
  ])
  expect(await nameOf('Đồng Văn, huyện Tân Kỳ')).toBe('Xã Tiên Đồng')
  expect(await nameOf('phường Hưng Phúc')).toBe('Phường Trường Vinh')
  expect(await nameOf('xã Hưng Phúc')).toBe('Xã Lam Thành')
})

test('every old name is found without accents when its district is given', async () => {
  const plain = (text: string) =>
    text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
  const lost: string[] = []
  for (const { oldName, oldDistrict, unit } of oldUnits) {
    const found = await named(`${plain(oldName)}, ${plain(oldDistrict)}`)
    if (!found.some(({ id }) => id === unit)) lost.push(oldName)
  }
  expect(lost).toEqual([])
})

test('what names no unit finds none', async () => {
  for (const text of ['', ' , ', 'Hà Nội', 'xã', 'phường ', '112 Nguyễn Du', 'p']) {
    expect(await named(text), text).toEqual([])
  }
})

test('a position finds its ward, before and after typing half a name finds it too', async () => {
  expect((await find({ point: '105.6946,18.6591' })).map(({ label }) => label.vi)).toEqual([
    'Phường Trường Vinh',
  ])
  expect(await find({ point: '104.2,19.2' })).toEqual([])
  expect((await find({ search: 'tr vinh', kind: 'ward' }))[0]?.label.vi).toBe('Phường Trường Vinh')
  expect((await find({ search: 'cap nuoc' }))[0]?.id).toBe('cap-nuoc')
})

test('the tree is whole: 130 communes below the province, offices below their wards', async () => {
  const { items } = (await centre.call<{ items: { kind: string; parent: string | null }[] }>('/api/units'))
    .body
  const count = (kind: string) => items.filter((unit) => unit.kind === kind).length
  expect(count('commune') + count('ward')).toBe(130)
  expect(count('office')).toBe(18)
  const below = (await centre.call<{ items: Found[] }>('/api/units?parent=16690')).body.items
  expect(below.map(({ id }) => id)).toEqual(['cong-an-16690', 'ha-tang-16690', 'mot-cua-16690'])
  const { body } = await centre.call('/api/units/16690')
  expect(body).toMatchObject({
    license: 'MIT',
    area: { schematic: true, geometry: { type: 'Polygon' } },
    label: { vi: 'Phường Trường Vinh', en: 'Trường Vinh Ward' },
  })
})
