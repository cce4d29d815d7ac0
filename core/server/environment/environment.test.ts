import { expect, test } from 'vitest'
import { EnvironmentError, isLoopback, readEnvironment, unknownNames } from './environment.ts'

test('nothing given means the embedded default', () => {
  expect(readEnvironment({ PATH: '/bin', SAOLA_HOST: '' }, '/srv')).toEqual({
    port: 8080,
    host: '127.0.0.1',
    dataDir: '/srv/data',
    databaseUrl: undefined,
    adminEmail: undefined,
    adminPassword: undefined,
    example: 'none',
    pluginDirs: [],
    publicUrl: undefined,
    secret: undefined,
    trustedProxies: [],
  })
})

test('every value given is read', () => {
  const read = readEnvironment(
    {
      SAOLA_PORT: '0',
      SAOLA_HOST: '::1',
      SAOLA_DATA: '/var/lib/saola',
      SAOLA_DATABASE_URL: 'postgres://u@h/d',
      SAOLA_ADMIN_EMAIL: 'a@b.vn',
      SAOLA_ADMIN_PASSWORD: 'long-enough-password',
      SAOLA_EXAMPLE: 'nghe-an',
      SAOLA_PLUGINS: './more, /opt/plugins',
      SAOLA_PUBLIC_URL: 'https://ioc.example.vn/',
      SAOLA_SECRET: 'x'.repeat(40),
      SAOLA_TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1',
    },
    '/srv',
  )
  expect(read).toMatchObject({ port: 0, host: '::1', publicUrl: 'https://ioc.example.vn' })
  expect(read.pluginDirs).toEqual(['/srv/more', '/opt/plugins'])
  expect(read.trustedProxies).toEqual(['10.0.0.0/8', '127.0.0.1'])
})

test.each([
  ['SAOLA_PORT', '80a'],
  ['SAOLA_PORT', '65536'],
  ['SAOLA_HOST', 'http://x'],
  ['SAOLA_DATABASE_URL', 'mysql://x/y'],
  ['SAOLA_ADMIN_EMAIL', 'admin'],
  ['SAOLA_ADMIN_PASSWORD', 'short'],
  ['SAOLA_EXAMPLE', '../nghe-an'],
  ['SAOLA_PUBLIC_URL', 'ioc.example.vn'],
  ['SAOLA_PUBLIC_URL', 'https://ioc.example.vn/path'],
  ['SAOLA_SECRET', 'short'],
  ['SAOLA_TRUSTED_PROXIES', '10.0.0.0/8;x'],
])('%s=%s is refused with its name and an example', (name, value) => {
  const refused = () => readEnvironment({ [name]: value })
  expect(refused).toThrow(EnvironmentError)
  expect(refused).toThrow(new RegExp(`${name}: .+; for example ${name}=`))
})

test('all faults are told at once', () => {
  try {
    readEnvironment({ SAOLA_PORT: 'x', SAOLA_SECRET: 'y' })
    expect.unreachable()
  } catch (error) {
    expect((error as EnvironmentError).faults.map((fault) => fault.name)).toEqual([
      'SAOLA_PORT',
      'SAOLA_SECRET',
    ])
  }
})

test('a misspelt name is recognised', () => {
  expect(unknownNames({ SAOLA_PROT: '1', SAOLA_PORT: '1', HOME: '/' })).toEqual([
    { name: 'SAOLA_PROT', meant: 'SAOLA_PORT' },
  ])
})

test('knows the loopback', () => {
  expect(['127.0.0.1', '::1', 'localhost', '127.8.8.8'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '10.0.0.1', 'example.vn', '::'].some(isLoopback)).toBe(false)
})
