import { expect, test } from 'vitest'
import { childCentre } from '../../testkit/child.ts'
import { sqliteStore } from '../../testkit/databases.ts'
import { code } from '../../testkit/plugins.ts'
import { enable, install, until } from '../../testkit/running.ts'
import { packageOf } from '../../testkit/tar.ts'

const route = (name: string) => ({
  method: 'GET' as const,
  path: `/${name}`,
  summary: { vi: name },
  permission: 'public',
  run: code(name),
})

test('an installed plugin that holds the event loop is named in the log, and the fault stands on it', async () => {
  const one = await childCentre({ ...(await sqliteStore()), watchdog: 500 })
  await install(
    one,
    packageOf({
      id: 'greedy',
      server: `import { scryptSync } from 'node:crypto'
        export const loop = async (ctx) => { await ctx.settings(); const end = Date.now() + 2000; while (Date.now() < end); return { body: 'done' } }
        export const native = async () => { const end = Date.now() + 2000; while (Date.now() < end) scryptSync('a', 'b', 64, { N: 2 ** 19, maxmem: 2 ** 30 }); return { body: 'done' } }`,
      contributes: { routes: { loop: route('loop'), native: route('native') } },
    }),
  )
  expect((await enable(one, 'greedy')).body.state).toBe('on')
  const lines = () =>
    one
      .written()
      .split('\n')
      .filter((line) => line.includes('holds the event loop'))
      .map((line) => JSON.parse(line) as { plugin: string; by: string; stack: string[] })

  expect((await one.call('GET', '/api/x/greedy/loop')).body).toBe('done')
  await until(() => lines().length === 1)
  expect(lines()[0]).toMatchObject({ level: 50, plugin: 'greedy', by: 'stack' })
  expect(lines()[0]?.stack.join()).toContain('greedy/1.0.0/server.js')
  const faults = async () => (await one.call('GET', '/api/modules/greedy')).body.faults
  await until(async () => (await faults()).length === 1)
  expect(await faults()).toMatchObject([
    { what: 'event loop', message: expect.stringMatching(/^held the event loop for \d{4} ms$/) },
  ])

  // Inside native code nobody can read the stack.
  expect((await one.call('GET', '/api/x/greedy/native')).body).toBe('done')
  await until(() => lines().length === 2)
  expect(lines()[1]).toMatchObject({ plugin: 'greedy' })
  await until(async () => (await faults()).length === 2)
  await one.stop()
}, 60_000)
