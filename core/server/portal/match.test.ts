import { expect, test } from 'vitest'
import { fixedParts, matchPath } from './match.ts'

test.each([
  ['/', '', {}],
  ['/', '/', {}],
  ['/new', '/new', {}],
  ['/new', '/new/', {}],
  ['/:code', '/PA-2026-000123', { code: 'PA-2026-000123' }],
  ['/ward/:name/map', '/ward/Tr%C6%B0%E1%BB%9Dng%20Vinh/map', { name: 'Trường Vinh' }],
  ['/new', '/news', undefined],
  ['/:code', '/a/b', undefined],
  ['/:code', '/%00', undefined],
  ['/:code', '/%E0%A4', undefined],
  ['/:code', '/..%2Fetc', undefined],
])('%s and %s', (pattern, path, params) => {
  expect(matchPath(pattern, path)).toEqual(params)
})

test('a fixed path goes before one with a parameter', () => {
  expect(['/:code', '/new'].sort((a, b) => fixedParts(b) - fixedParts(a))[0]).toBe('/new')
})
