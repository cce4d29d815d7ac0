import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { BreakableLink, type LinkState } from '../testkit/breakable-link.ts'
import { childCentre } from '../testkit/child.ts'
import { onPostgres, type TestStore } from '../testkit/databases.ts'

const model = {
  label: { vi: 'Việc' },
  fields: { name: { type: 'text', label: { vi: 'Tên' }, required: true } },
}
const NOTES = '/api/records/test.note'
/** Seconds that the database is away; `npm run soak` takes a minute. */
const AWAY = Number(process.env.FAULT_SECONDS ?? 4)

onPostgres('a database that is away', (makeStore) => {
  test.each<LinkState>(['cut', 'silent'])(
    '(%s) is said, and all goes on by itself afterwards',
    async (how) => {
      const store = (await makeStore()) as Required<TestStore>
      await using link = await linkTo(store.databaseUrl)
      const centre = await childCentre({ ...store, databaseUrl: through(link, store.databaseUrl) })
      expect((await centre.call('PUT', '/api/config/models/test.note', model)).status).toBe(201)
      const kept: string[] = []
      const create = async (name: string) => {
        const { status, body, headers } = await centre.call('POST', NOTES, { name })
        if (status === 201) kept.push(body.id)
        return { status, code: body.code, retry: headers.get('retry-after') }
      }
      expect(await create('trước')).toMatchObject({ status: 201 })

      link.become(how)
      const until = Date.now() + AWAY * 1_000
      const refused = { status: 503, code: 'database-unavailable', retry: expect.stringMatching(/^\d+$/) }
      do {
        const asked = performance.now()
        const [read, written] = await Promise.all([centre.call('GET', NOTES), create('giữa')])
        expect([read.status, read.body.code]).toEqual([503, 'database-unavailable'])
        expect(written).toEqual(refused)
        // Whoever waits for a database that does not answer learns it in time.
        expect(performance.now() - asked).toBeLessThan(20_000)
        await delay(200)
      } while (Date.now() < until)
      expect((await centre.call('GET', '/readyz')).status).toBe(503)
      expect((await centre.call('GET', '/healthz')).status).toBe(200)

      link.become('up')
      await expect.poll(async () => (await create('sau')).status, { timeout: 40_000 }).toBe(201)
      await expect
        .poll(async () => (await centre.call('GET', '/readyz')).status, { timeout: 20_000 })
        .toBe(200)
      for (const id of kept) expect((await centre.call('GET', `${NOTES}/${id}`)).status).toBe(200)
      const { body } = await centre.call('GET', `${NOTES}?count=exact`)
      // An answer that was lost on its way may still have been a write, but never half of one.
      expect(body.count).toBeGreaterThanOrEqual(kept.length)
      expect(centre.written()).not.toMatch(/unhandled|uncaught/i)
      await centre.stop()
    },
    120_000,
  )
})

function linkTo(url: string): Promise<BreakableLink> {
  const { hostname, port } = new URL(url)
  return BreakableLink.to(hostname, Number(port || 5432))
}

function through(link: BreakableLink, url: string): NonNullable<TestStore['databaseUrl']> {
  const own = new URL(url)
  own.host = `127.0.0.1:${link.port}`
  return own.href
}
