import { join } from 'node:path'
import { expect, test } from 'vitest'
import { childCentre } from '../testkit/child.ts'
import { onEachDatabase } from '../testkit/databases.ts'
import { packPlugin, type TestPlugin } from '../testkit/plugins.ts'
import { type Call, enable, install, type Reply, running, until } from '../testkit/running.ts'

const label = (vi: string, en = vi) => ({ vi, en })
const MODEL = '/api/config/models/air.station'
const STATIONS = '/api/records/air.station'

const air = (version: string, also: object, gone: string[] = []): TestPlugin => {
  const fields = {
    name: { type: 'text', label: label('Tên') },
    pm25: { type: 'number', label: label('Bụi mịn') },
    ...also,
  }
  for (const name of gone) delete fields[name as keyof typeof fields]
  return {
    id: 'air',
    version,
    contributes: {
      models: { station: { label: label('Trạm'), fields } },
      widgets: {
        owners: {
          label: label('Chủ trạm', 'Owners'),
          size: { w: 4, h: 4 },
          use: 'list',
          options: { model: 'station', columns: ['name', 'x_owner'] },
        },
      },
    } as never,
  }
}

const owner = { type: 'text', label: label('Chủ quản', 'Owner') }
const told = ({ body }: Reply) =>
  (body.effects as { kind: string; text: { en: string } }[]).map(({ kind, text }) => `${kind}: ${text.en}`)

async function withStations(one: { call: Call }): Promise<void> {
  expect((await enable(one, 'air')).status).toBe(200)
  for (const name of ['Bến Thủy', 'Lê Lợi'])
    expect((await one.call('POST', STATIONS, { name, pm25: 3 })).status).toBe(201)
}

onEachDatabase('a field without a restart', (store) => {
  test('is planned, published, followed by others, archived and brought back', async () => {
    const place = await store()
    const one = await running(place)
    await install(one, await packPlugin(place.dataDir, air('1.0.0', {})))
    await withStations(one)
    const two = await running(place)

    const required = { fields: { x_owner: { ...owner, required: true } } }
    const refused = await one.call('POST', `${MODEL}/plan`, required)
    expect([refused.status, refused.body.refused, refused.body.revision]).toEqual([200, true, 0])
    expect(told(refused)).toEqual([
      'adds: Adds the field “Owner” to 2 records.',
      'refuses: The field “Owner” is required, but 2 records have no value. Give it a default or fill it in first.',
      'warns: The plugin does not know the required field “Owner”: records that its code or public forms make will be refused. Give it a default or do not require it.',
    ])
    expect((await one.call('PUT', MODEL, required)).body.code).toBe('change-refused')

    const wanted = { fields: { x_owner: owner, pm25: { label: label('Bụi PM2.5'), order: 3 } } }
    expect(told(await one.call('POST', `${MODEL}/plan`, wanted))).toEqual([
      'adds: Adds the field “Owner” to 2 records.',
    ])
    expect((await one.call('GET', `${MODEL}/shape`)).body).toMatchObject({ revision: 0, records: 2 })
    const made = await one.call('PUT', MODEL, wanted, { 'if-match': '"0"' })
    expect([made.status, made.body]).toEqual([201, wanted])

    // Nobody told the second process but the database.
    const there = { filter: '{"op":"=","args":[{"property":"x_owner"},"Sở Nông nghiệp"]}' }
    await until(async () => {
      const { body } = await two.call('GET', `${STATIONS}?${new URLSearchParams(there)}`)
      return body.items !== undefined
    })
    const station = await two.call('POST', STATIONS, { name: 'Cửa Lò', x_owner: 'Sở Nông nghiệp' })
    expect(station.body).toMatchObject({ x_owner: 'Sở Nông nghiệp', pm25: null })
    const found = await one.call('GET', `${STATIONS}?${new URLSearchParams(there)}`)
    expect(found.body.items.map((item: { name: string }) => item.name)).toEqual(['Cửa Lò'])
    expect(JSON.stringify((await two.call('GET', '/openapi.json')).body)).toContain('"x_owner"')
    const ui = (await two.call('GET', '/api/ui')).body.models['air.station']
    expect(ui.fields.x_owner).toEqual(owner)
    expect(ui.fields.pm25).toEqual({ type: 'number', label: label('Bụi PM2.5'), order: 3 })

    const stale = await two.call('PUT', MODEL, { fields: {} }, { 'if-match': '"0"' })
    expect([stale.status, stale.body]).toMatchObject([
      412,
      { code: 'version-conflict', byName: 'test', at: expect.any(String) },
    ])
    const stalePlan = await two.call('POST', `${MODEL}/plan`, { fields: {} }, { 'if-match': '"0"' })
    expect(stalePlan.status).toBe(412)

    const without = { fields: { pm25: wanted.fields.pm25 } }
    expect(told(await two.call('POST', `${MODEL}/plan`, without))).toEqual([
      'removes: Archives the field “Owner”: its values in 1 record are kept but no longer shown.',
      'warns: The widget “Owners” uses: Owner.',
    ])
    const tag = made.headers.get('etag') ?? ''
    const gone = await two.call('PUT', MODEL, without, { 'if-match': tag })
    expect(gone.status).toBe(200)
    expect((await two.call('GET', `${STATIONS}/${station.body.id}`)).body).not.toHaveProperty('x_owner')
    expect((await two.call('POST', STATIONS, { x_owner: 'ai' })).status).toBe(422)
    const shape = (await two.call('GET', `${MODEL}/shape`)).body
    expect(shape.archived).toMatchObject({ x_owner: { field: owner, byName: 'test' } })

    const back = { fields: { ...without.fields, x_owner: shape.archived.x_owner.field } }
    expect(told(await one.call('POST', `${MODEL}/plan`, back))).toEqual([
      'changes: Brings back the field “Owner” with the values kept.',
    ])
    const restored = await one.call('PUT', MODEL, back, { 'if-match': gone.headers.get('etag') ?? '' })
    expect(restored.status).toBe(200)
    expect((await one.call('GET', `${STATIONS}/${station.body.id}`)).body.x_owner).toBe('Sở Nông nghiệp')
    expect((await one.call('GET', `${MODEL}/history`)).body.items).toHaveLength(3)
  })

  test('outlives the next version of the plugin, also one that drops a renamed field', async () => {
    const place = await store()
    const one = await running(place)
    await install(one, await packPlugin(place.dataDir, air('1.0.0', {})))
    await withStations(one)
    const change = { fields: { x_owner: owner, pm25: { label: label('Bụi PM2.5') } } }
    expect((await one.call('PUT', MODEL, change)).status).toBe(201)
    const [first] = (await one.call('GET', STATIONS)).body.items
    await one.call('PATCH', `${STATIONS}/${first.id}`, { x_owner: 'Sở Xây dựng' })

    const next = air('2.0.0', { pm10: { type: 'number', label: label('PM10') } }, ['pm25'])
    await install(one, await packPlugin(place.dataDir, next))
    expect((await enable(one, 'air', '2.0.0')).body).toMatchObject({ state: 'on', version: '2.0.0' })
    const after = (await one.call('GET', `${STATIONS}/${first.id}`)).body
    expect(after).toMatchObject({ x_owner: 'Sở Xây dựng', pm10: null })
    expect(after).not.toHaveProperty('pm25')
    // What was said about the dropped field waits for its return, and can be taken out.
    expect((await one.call('GET', MODEL)).body).toEqual(change)
    expect((await one.call('PUT', MODEL, { fields: { x_owner: owner } })).status).toBe(200)
  })

  test('a key without x_ on a plugin’s model is refused in words', async () => {
    const place = await store()
    const one = await running(place)
    await install(one, await packPlugin(place.dataDir, air('1.0.0', {})))
    await withStations(one)
    const refused = await one.call('PUT', MODEL, { fields: { owner } })
    expect(refused.body).toMatchObject({
      code: 'override-refused',
      errors: [{ pointer: '/fields/owner', code: 'name' }],
    })
  })

  test('kill −9 in the middle leaves the old model or the new one', async () => {
    const place = await store()
    const model = (count: number) => ({
      label: label('Việc'),
      fields: Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`f${at}`, { type: 'text', label: label(`F${at}`) }]),
      ),
    })
    let known = 1
    let centre = await childCentre({ ...place, workspace: [join(place.dataDir, 'none')] })
    expect((await centre.call('PUT', '/api/config/models/test.note', model(1))).status).toBe(201)
    for (const wait of [3, 20]) {
      const { call, kill } = centre
      const answer = call('PUT', '/api/config/models/test.note', model(known + 1)).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, wait))
      await kill()
      const acknowledged = (await answer)?.status === 200
      centre = await childCentre({ ...place, workspace: [join(place.dataDir, 'none')] })
      const { fields } = (await centre.call('GET', '/api/config/models/test.note')).body
      const now = Object.keys(fields).length
      expect([known, known + 1]).toContain(now)
      if (acknowledged) expect(now).toBe(known + 1)
      // The table is what the document says, whichever it is.
      const values = Object.fromEntries(Object.keys(fields).map((name) => [name, name]))
      const written = await centre.call('POST', '/api/records/test.note', values)
      expect([written.status, Object.keys(written.body).filter((name) => /^f\d/.test(name)).length]).toEqual([
        201,
        now,
      ])
      known = now
    }
  }, 120_000)
})
