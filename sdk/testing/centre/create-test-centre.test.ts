import { expect, test } from 'vitest'
import { createTestCentre } from './create-test-centre.ts'

test('a centre of its own answers, knows its roles, and is gone afterwards', {
  timeout: 60_000,
}, async () => {
  let url = ''
  {
    await using centre = await createTestCentre()
    url = centre.url
    expect((await centre.call('/healthz')).status).toBe(200)
    expect((await centre.call('/api/modules')).status).toBe(401)
    expect((await centre.call('/api/modules', { token: await centre.token('operator') })).status).toBe(403)
    expect(await centre.call('/api/modules', { token: await centre.token() })).toMatchObject({
      status: 200,
      body: { items: [] },
    })
    expect(centre.accounts.map((account) => account.role).sort()).toEqual([
      'administrator',
      'officer',
      'operator',
    ])
    await expect(centre.enable('nobody')).rejects.toThrow('nobody')
  }
  await expect(fetch(url)).rejects.toThrow()
})
