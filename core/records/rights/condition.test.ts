import { compile, filterTypeOf } from '@saola/cql2'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { filter, values, world } from '../testkit/arbitraries.ts'
import { anyOf, conditionFor, readCondition, simplified } from './condition.ts'

const SEED = 20261124
const fields = new Map([
  ...Object.entries(world.fields).map(([name, { type }]) => [name, filterTypeOf(type)] as const),
  ['unit', 'text'] as const,
  ['createdBy', 'text'] as const,
])
const mine = { op: 'in', args: [{ property: 'unit' }, { param: 'actor.units' }] } as const
const made = { op: '=', args: [{ property: 'createdBy' }, { param: 'actor.id' }] } as const
const actor = (...units: string[]) => ({
  id: 'user:an',
  kind: 'user' as const,
  name: 'An',
  roles: [],
  units,
})

test('a simpler filter selects the same records', () => {
  const same = fc.property(filter, values, (tree, record) => {
    expect(compile(simplified(tree), fields)(record)).toBe(compile(tree, fields)(record))
  })
  fc.assert(same, { seed: SEED, numRuns: 2000 })
})

test('any of several filters is what one of them selects', () => {
  const same = fc.property(fc.array(filter, { maxLength: 4 }), values, (trees, record) => {
    const expected = trees.some((tree) => compile(tree, fields)(record))
    expect(compile(anyOf(trees), fields)(record)).toBe(expected)
  })
  fc.assert(same, { seed: SEED, numRuns: 1000 })
})

test('placeholders become what they are of whoever asks', () => {
  expect(conditionFor(mine, actor('a', 'b'), fields)).toEqual({
    op: 'in',
    args: [{ property: 'unit' }, ['a', 'b']],
  })
  expect(conditionFor(mine, actor('a', 'a'), fields)).toEqual({ op: '=', args: [{ property: 'unit' }, 'a'] })
  expect(conditionFor(mine, actor(), fields)).toBe(false)
  expect(conditionFor({ op: 'or', args: [mine, made] }, actor(), fields)).toEqual({
    op: '=',
    args: [{ property: 'createdBy' }, 'user:an'],
  })
  expect(conditionFor({ op: '=', args: [{ property: 'gone' }, 'x'] }, actor('a'), fields)).toBe(false)
})

test('a condition is held against its model when it is written', () => {
  const code = (input: unknown) => {
    const read = readCondition(input, fields)
    return read.ok ? 'ok' : `${read.error.code} ${read.error.pointer}`
  }
  expect(code(mine)).toBe('ok')
  expect(code({ op: 'in', args: [{ property: 'nothing' }, { param: 'actor.units' }] })).toBe(
    'filter-unknown-field /args/0/property',
  )
  expect(code({ op: 'in', args: [{ property: 'level' }, { param: 'actor.units' }] })).toMatch(
    'filter-type-mismatch',
  )
  expect(code({ op: '=', args: [{ property: 'unit' }, { param: 'actor.units' }] })).toMatch(
    'filter-type-mismatch',
  )
  expect(code({ op: '=', args: [{ property: 'unit' }, { param: 'actor.name' }] })).toMatch(
    'filter-param-missing',
  )
  expect(code({ op: '<', args: [{ property: 'seen' }, { op: 'now', args: [] }] })).toMatch(
    'filter-op-unsupported',
  )
})
