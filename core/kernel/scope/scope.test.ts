import { expect, test } from 'vitest'
import { Scope } from './scope.ts'

test('disposes last in first out and goes on after a failure', async () => {
  const seen: string[] = []
  const scope = new Scope('a')
  scope.add(() => void seen.push('first'))
  scope.add(() => {
    throw new Error('broken')
  })
  scope.child('b').add(async () => void seen.push('child'))
  const errors = await scope.dispose()
  expect(seen).toEqual(['child', 'first'])
  expect(errors).toHaveLength(1)
  expect(scope.size).toBe(0)
  expect(() => scope.add(() => {})).toThrow('already disposed')
})

test('a map entry goes with its scope, unless somebody newer took the key', async () => {
  const map = new Map<string, number>()
  const old = new Scope('old')
  const fresh = new Scope('new')
  old.set(map, 'k', 1)
  fresh.set(map, 'k', 2)
  await old.dispose()
  expect(map.get('k')).toBe(2)
  await fresh.dispose()
  expect(map.size).toBe(0)
})
