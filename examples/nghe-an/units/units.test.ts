import { expect, test } from 'vitest'
import oldUnits from './old-units.json' with { type: 'json' }
import type { Unit } from './unit.ts'
import stored from './units.json' with { type: 'json' }

const units = stored as Unit[]
const ids = new Set(units.map(({ id }) => id))
const oldNames = (unit: string) => oldUnits.filter((old) => old.unit === unit).map(({ oldName }) => oldName)

test('the province has 130 communes, 11 of them wards, since 1 July 2025', () => {
  const communes = units.filter(({ kind }) => kind === 'ward' || kind === 'commune')
  expect(communes).toHaveLength(130)
  expect(communes.filter(({ kind }) => kind === 'ward')).toHaveLength(11)
  expect(communes.every(({ parent, validFrom }) => parent === '40' && validFrom === '2025-07-01')).toBe(true)
  expect(communes.every(({ code }) => /^\d{5}$/.test(code))).toBe(true)
})

test('ids are unique and every parent exists', () => {
  expect(ids.size).toBe(units.length)
  expect(units.filter(({ parent }) => parent === undefined).map(({ kind }) => kind)).toEqual(['province'])
  expect(units.filter(({ parent }) => parent !== undefined && !ids.has(parent))).toEqual([])
})

test('every old commune leads to a commune of today, and each of today has at least one', () => {
  expect(oldUnits).toHaveLength(488)
  const communes = units.filter(({ kind }) => kind === 'ward' || kind === 'commune')
  expect(oldUnits.filter(({ unit }) => !communes.some(({ id }) => id === unit))).toEqual([])
  expect(communes.filter(({ id }) => oldNames(id).length === 0)).toEqual([])
})

test('the six wards of Vinh hold what was Vinh before', () => {
  const idOf = (name: string) => units.find((unit) => unit.name === `Phường ${name}`)?.id ?? ''
  expect(oldNames(idOf('Thành Vinh'))).toEqual(
    expect.arrayContaining(['Phường Hưng Bình', 'Phường Quang Trung', 'Phường Lê Mao', 'Xã Hưng Chính']),
  )
  expect(oldNames(idOf('Trường Vinh'))).toEqual(
    expect.arrayContaining(['Phường Bến Thủy', 'Phường Hưng Dũng', 'Phường Trường Thi', 'Phường Vinh Tân']),
  )
  expect(oldNames(idOf('Vinh Phú'))).toEqual(
    expect.arrayContaining(['Phường Hà Huy Tập', 'Phường Nghi Phú', 'Phường Nghi Đức', 'Xã Nghi Ân']),
  )
  expect(oldNames(idOf('Vinh Hưng'))).toEqual(
    expect.arrayContaining(['Phường Hưng Đông', 'Phường Quán Bàu', 'Xã Nghi Kim', 'Xã Nghi Liên']),
  )
  expect(oldNames(idOf('Vinh Lộc'))).toEqual(
    expect.arrayContaining(['Phường Hưng Lộc', 'Xã Nghi Phong', 'Xã Nghi Thái', 'Xã Phúc Thọ']),
  )
  expect(oldNames(idOf('Cửa Lò'))).toEqual(
    expect.arrayContaining(['Phường Nghi Hải', 'Phường Nghi Hương', 'Phường Thu Thuỷ']),
  )
})

test('departments are marked as examples', () => {
  const departments = units.filter(({ kind }) => kind === 'department')
  expect(departments.length).toBeGreaterThan(20)
  expect(departments.every(({ example }) => example === true)).toBe(true)
})
