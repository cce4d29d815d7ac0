import { expect, test } from 'vitest'
import { resolve, type Wanted } from './resolve.ts'

const wanted = (
  id: string,
  requires: Record<string, string> = {},
  version = '1.0.0',
  optional = {},
): Wanted => ({
  id,
  version,
  requires,
  optional,
})

test('levels follow requirements, optional ones included when they are there', () => {
  const { levels, blocked } = resolve([
    wanted('c', { b: '^1' }),
    wanted('a'),
    wanted('b', { a: '^1' }),
    wanted('d', {}, '1.0.0', { a: '^1', absent: '^1' }),
  ])
  expect(levels).toEqual([['a'], ['b', 'd'], ['c']])
  expect(blocked.size).toBe(0)
})

test('what needs a module that is off, too old or blocked is blocked by name', () => {
  const { levels, blocked } = resolve([
    wanted('needs-missing', { gone: '^1' }),
    wanted('old', {}, '1.0.0'),
    wanted('needs-newer', { old: '^2' }),
    wanted('second', { 'needs-missing': '^1' }),
  ])
  expect(levels).toEqual([['old']])
  expect(blocked.get('needs-missing')).toMatchObject({ code: 'requires-off', culprit: 'gone' })
  expect(blocked.get('needs-newer')).toMatchObject({ code: 'requires-version', culprit: 'old' })
  expect(blocked.get('second')).toMatchObject({ code: 'requires-blocked', culprit: 'needs-missing' })
})

test('a cycle is printed as a path and blocks what leads into it, nothing else', () => {
  const { levels, blocked } = resolve([
    wanted('a', { b: '*' }),
    wanted('b', { c: '*' }),
    wanted('c', { b: '*' }),
    wanted('free'),
  ])
  expect(blocked.get('b')?.text.en).toContain('b → c → b')
  expect(blocked.get('c')?.code).toBe('plugin-cycle')
  expect(blocked.get('a')?.code).toBe('requires-blocked')
  expect(levels).toEqual([['free']])
})
