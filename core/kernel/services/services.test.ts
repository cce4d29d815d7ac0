import { serviceRef } from '@saola/sdk'
import { expect, test } from 'vitest'
import { Services } from './services.ts'

const clock = serviceRef<{ made: number }>('core.clock')
const log = serviceRef<{ prefix: string }>('core.log')

test('a root service is made once, at the first use', () => {
  const services = new Services()
  let made = 0
  services.provide(clock, () => ({ made: ++made }))
  expect(made).toBe(0)
  expect(services.get(clock)).toBe(services.child('rain').get(clock))
  expect(made).toBe(1)
})

test('a plugin-scoped service knows who asks', () => {
  const services = new Services()
  services.provide(log, (_, plugin) => ({ prefix: plugin ?? 'core' }), 'plugin')
  expect(services.child('rain').get(log).prefix).toBe('rain')
  expect(services.child('wind').get(log).prefix).toBe('wind')
})

test('a deployment replaces the factory of a core service, and other services see the replacement', () => {
  const services = new Services()
  services.provide(clock, () => ({ made: 1 }))
  services.provide(log, (all) => ({ prefix: String(all.get(clock).made) }))
  services.provide(clock, () => ({ made: 42 }))
  expect(services.get(log).prefix).toBe('42')
})

test('a missing service is named, and another major version is another service', () => {
  const services = new Services()
  services.provide(clock, () => ({ made: 1 }))
  expect(() => services.get(serviceRef('core.clock', 2))).toThrow('core.clock@2')
  expect(services.has(clock)).toBe(true)
})
