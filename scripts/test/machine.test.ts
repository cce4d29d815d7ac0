import { expect, test } from 'vitest'
import { completeMachine, type Part } from './machine.ts'

function part(name: string, present: () => boolean): Part {
  return { name, needed: `${name} tests`, debian: `lib${name}`, present }
}

test('only what is absent is installed, and nothing is reported once it is there', () => {
  const installed: string[] = []
  const parts = [part('a', () => true), part('b', () => installed.includes('libb'))]
  expect(completeMachine(parts, (names) => void installed.push(...names))).toEqual([])
  expect(installed).toEqual(['libb'])
})

test('what stays absent is named with the reason', () => {
  const b = part('b', () => false)
  expect(completeMachine([b], () => 'no network')).toEqual([{ part: b, reason: 'no network' }])
  expect(completeMachine([b], () => undefined)[0]?.reason).toContain('libb')
})

test('a complete machine is left alone', () => {
  const refuse = () => {
    throw new Error('installed something')
  }
  expect(completeMachine([part('a', () => true)], refuse)).toEqual([])
})
