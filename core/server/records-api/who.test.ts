import { expect, test } from 'vitest'
import { createToken } from '../index.ts'
import { onEachDatabase } from '../testkit/databases.ts'
import { caller, running } from '../testkit/running.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const model = {
  label,
  fields: {
    text: { type: 'text', label },
    status: {
      type: 'status',
      label,
      initial: 'open',
      states: { open: { label }, given: { label } },
      transitions: { give: { label, from: ['open'], to: 'given', roles: ['operator'] } },
    },
  },
  comments: true,
  assign: ['operator'],
  rights: { read: ['operator', 'officer'], create: ['operator'], update: ['operator', 'officer'] },
}
const path = '/api/records/city.work'

onEachDatabase('who did it', (makeStore) => {
  test('revisions and comments tell names, never addresses, and a change is taken back over HTTP', async () => {
    const { call, centre } = await running(await makeStore())
    expect((await call('PUT', '/api/config/models/city.work', model)).status).toBe(201)
    const sign = await fetch(`${centre.url}/api/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: centre.url },
      body: JSON.stringify({ email: 'chi@example.vn', password: 'a-long-password' }),
    })
    const cookie = sign.headers.getSetCookie().join('; ')
    const person = caller(centre.url, { cookie, origin: centre.url })
    const { id } = (await person('POST', path, { text: 'a' })).body
    await call('PATCH', `${path}/${id}`, { text: 'b' })
    const revisions = (await person('GET', `${path}/${id}/revisions`)).body.items
    expect(revisions).toMatchObject([{ byName: 'Administrator' }, { byName: 'test' }])
    const written = await person('POST', `${path}/${id}/comments`, { text: 'xong' })
    expect(written.body).toMatchObject({ byName: 'Administrator' })
    const comments = await call('GET', `${path}/${id}/comments`)
    expect(comments.body.items).toMatchObject([{ byName: 'Administrator' }])
    expect(JSON.stringify([revisions, comments.body])).not.toContain('@')

    const undone = await call('POST', `${path}/${id}/undo`, undefined, { 'if-match': '"2"' })
    expect([undone.status, undone.body.text, undone.headers.get('etag')]).toEqual([200, 'a', '"3"'])
    expect((await call('POST', `${path}/${id}/undo`)).body).toMatchObject({
      status: 409,
      code: 'undo-refused',
      reason: 'none',
    })
  })

  test('the interface is told which steps its reader may take, and whether to assign', async () => {
    const { call, centre } = await running(await makeStore())
    await call('PUT', '/api/config/models/city.work', model)
    const as = async (role: string) => {
      const { token } = await createToken(centre.db, { name: role, roles: [role] })
      const { body } = await caller(centre.url, { authorization: `Bearer ${token}` })('GET', '/api/ui')
      const { can, fields } = body.models['city.work']
      return { can, may: fields.status.transitions.give.may }
    }
    expect(await as('operator')).toEqual({ can: ['read', 'create', 'update', 'assign'], may: true })
    expect(await as('officer')).toEqual({ can: ['read', 'update'], may: false })
    expect((await as('administrator')).may).toBe(true)
  })
})
