import { describe, expect, test } from 'vitest'
import { findUnit, findUnits, fold } from './find-unit.ts'
import oldUnits from './old-units.json' with { type: 'json' }

const nameOf = (text: string) => findUnit(text)?.unit.name

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
])('%s is %s today', (text, name) => {
  expect(nameOf(text)).toBe(name)
})

describe('in an address', () => {
  test('the ward is found behind the street, of today or of the past', () => {
    expect(findUnit('112 Nguyễn Du, P. Hưng Bình, TP Vinh')?.old?.oldName).toBe('Phường Hưng Bình')
    expect(nameOf('ngõ 12 Phong Định Cảng, Trường Thi, Vinh, Nghệ An')).toBe('Phường Trường Vinh')
    expect(nameOf('xóm 5 xã Nghi Phong')).toBe('Phường Vinh Lộc')
    expect(nameOf('Đại lộ Lê Nin – phường Vinh Phú – tỉnh Nghệ An')).toBe('Phường Vinh Phú')
  })

  test('a street that is named like a ward is not one', () => {
    expect(findUnits('45 đường Quang Trung')).toEqual([])
    expect(nameOf('45 Lê Lợi, phường Hưng Bình')).toBe('Phường Thành Vinh')
    expect(nameOf('88 Hà Huy Tập, Trường Thi')).toBe('Phường Trường Vinh')
  })
})

test('communes of one name are told apart by their district, else all are offered', () => {
  expect(
    findUnits('xã Đồng Văn')
      .map(({ old }) => old?.oldDistrict)
      .sort(),
  ).toEqual(['Huyện Quế Phong', 'Huyện Thanh Chương', 'Huyện Tân Kỳ'])
  expect(findUnit('xã Đồng Văn')).toBeUndefined()
  expect(nameOf('Đồng Văn, huyện Tân Kỳ')).toBe('Xã Tiên Đồng')
  expect(nameOf('phường Hưng Phúc')).toBe('Phường Trường Vinh')
  expect(nameOf('xã Hưng Phúc')).toBe('Xã Lam Thành')
})

test('every old name is found without accents when its district is given', () => {
  const lost = oldUnits.filter(
    ({ oldName, oldDistrict, unit }) =>
      !findUnits(`${fold(oldName)}, ${fold(oldDistrict)}`).some((found) => found.unit.id === unit),
  )
  expect(lost).toEqual([])
})

test('what names no unit finds none', () => {
  for (const text of ['', ' , ', 'Hà Nội', 'xã', 'phường ', '112 Nguyễn Du', 'p']) {
    expect(findUnits(text)).toEqual([])
  }
})
