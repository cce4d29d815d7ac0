import type { ModelDef } from '@saola/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEachDatabase, type TestDatabase } from '../testkit/databases.ts'
import { actorWith, administrator, testRecords } from '../testkit/records.ts'
import type { CoreRepository } from './records.ts'

const label = { vi: 'Nhãn', en: 'Label' }
const work: ModelDef = {
  label,
  fields: {
    text: { type: 'text', label },
    due: { type: 'datetime', label },
    status: {
      type: 'status',
      label,
      initial: 'open',
      states: { open: { label }, given: { label }, sent: { label, final: true } },
      transitions: {
        give: { label, from: ['open'], to: 'given', roles: ['operator'], needs: ['unit'] },
        send: { label, from: ['open', 'given'], to: 'sent', undo: false },
      },
    },
  },
  rights: { read: ['operator', 'officer'], update: ['operator', 'officer'] },
  assign: ['operator'],
}

onEachDatabase('taking back', (make) => {
  let database: TestDatabase
  let now = Date.parse('2026-11-24T02:47:00Z')
  let admin: CoreRepository
  let operator: CoreRepository
  let officer: CoreRepository
  let module: CoreRepository

  beforeAll(async () => {
    database = await make()
    const { records } = await testRecords(await database.open(), { work }, { clock: () => now })
    admin = records.repository('t.work', administrator)
    operator = records.repository('t.work', actorWith('operator'))
    officer = records.repository('t.work', actorWith('officer'))
    module = records.trusted('t.work', { id: 'plugin:t', unit: null })
  })
  afterAll(() => database.remove())
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      ({ code, extra }) => `${code} ${extra?.reason ?? extra?.errors?.[0]?.code ?? ''}`.trim(),
    )

  test('who may assign gives a record to a unit, others do not; a step may need the unit', async () => {
    const { id } = await admin.create({ text: 'a' })
    expect(await refusal(officer.update(id, { unit: 'vinh-phu' }))).toBe('validation-failed field-read-only')
    const { id: nobodys } = await module.create({ text: 'b' })
    expect(await refusal(operator.update(nobodys, { status: 'given' }))).toBe('transition-refused')
    const given = await operator.update(nobodys, { status: 'given', unit: 'vinh-phu' })
    expect(given).toMatchObject({ status: 'given', unit: 'vinh-phu' })
  })

  test('the own last change goes back in a new revision, also past a change that a module made of it', async () => {
    const { id } = await module.create({ text: 'a', due: '2026-11-25T00:00:00Z' })
    await operator.update(id, { text: 'b' })
    await operator.update(id, { status: 'given', unit: 'vinh-phu', text: 'c' })
    await module.update(id, { due: '2026-11-26T00:00:00Z' })
    const back = await operator.undo(id, { ifVersion: 4 })
    expect(back).toMatchObject({ version: 5, status: 'open', unit: null, text: 'b' })
    expect(back.due).toBe('2026-11-26T00:00:00.000Z')
    expect(await operator.get(id)).toEqual(back)
    expect((await operator.revisions(id)).at(-1)).toMatchObject({
      kind: 'undo',
      actor: 'user:operator',
      data: { status: 'open', unit: null, text: 'b' },
    })
    expect(await refusal(operator.undo(id))).toBe('undo-refused none')
  })

  test('what is not mine, old, changed since or final stays', async () => {
    const { id } = await admin.create({ text: 'a' })
    expect(await refusal(admin.undo(id))).toBe('undo-refused none')
    await operator.update(id, { text: 'b' })
    expect(await refusal(officer.undo(id))).toBe('undo-refused none')
    expect(await refusal(operator.undo(id, { ifVersion: 1 }))).toBe('version-conflict')
    await module.update(id, { text: 'c' })
    expect(await refusal(operator.undo(id))).toBe('undo-refused changed')
    await operator.update(id, { text: 'd' })
    now += 10 * 60_000 + 1
    expect(await refusal(operator.undo(id))).toBe('undo-refused late')
    await operator.update(id, { status: 'sent' })
    expect(await refusal(operator.undo(id))).toBe('undo-refused final')
    expect(await operator.get(id)).toMatchObject({ text: 'd', status: 'sent' })
    expect(await refusal(operator.undo('00000000-0000-7000-8000-000000000000'))).toBe('record-missing')
  })
})
