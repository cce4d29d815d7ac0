import type { AnyRecord, ModelDef } from '@saola/sdk'
import { expect, test } from 'vitest'
import { dueOf, shortLength } from './due.ts'
import { inboxOptions } from './options.ts'
import { assignStep, commonSteps, mergeStep, openSteps } from './steps.ts'

const label = (vi: string) => ({ vi })
const model: ModelDef = {
  label: label('Phản ánh'),
  fields: {
    dueAt: { type: 'datetime', label: label('Hạn') },
    into: { type: 'relation', label: label('Gộp vào'), model: 'report' },
    status: {
      type: 'status',
      label: label('Trạng thái'),
      initial: 'new',
      states: {
        new: { label: label('Mới') },
        given: { label: label('Giao') },
        hold: { label: label('Chờ'), pauses: true },
        done: { label: label('Xong'), final: true },
      },
      transitions: {
        give: { label: label('Giao'), from: ['new'], to: 'given', needs: ['unit'], order: 2 },
        verify: { label: label('Xem'), from: ['new', 'given'], to: 'hold', order: 1 },
        merge: { label: label('Gộp'), from: ['new'], to: 'done', needs: ['into'], order: 3 },
        close: { label: label('Đóng'), from: ['new'], to: 'done', may: false } as never,
      },
    },
  },
}
const record = (status: string, dueAt: string | null = '2026-11-24T04:00:00Z'): AnyRecord => ({
  id: status,
  version: 1,
  createdAt: '2026-11-24T00:00:00.000Z',
  createdBy: 'user:1',
  updatedAt: '2026-11-24T00:00:00.000Z',
  updatedBy: 'user:1',
  unit: null,
  status,
  dueAt,
})
const due = { field: 'dueAt', from: 'createdAt' }
const at = (time: string) => Date.parse(`2026-11-24T${time}Z`)

test('a deadline counts down, runs over, stands still and ends by what the state says', () => {
  const see = (one: AnyRecord, time: string) => dueOf(one, model, due, at(time))
  expect(see(record('new'), '01:00:00')).toMatchObject({ kind: 'left', share: 0.25, tone: 'ok' })
  expect(see(record('new'), '03:00:00')).toMatchObject({ kind: 'left', tone: 'warn' })
  expect(see(record('new'), '03:45:00')).toMatchObject({ kind: 'left', tone: 'high' })
  expect(see(record('new'), '06:07:00')).toMatchObject({ kind: 'over', share: 1, tone: 'crit' })
  expect(see(record('hold'), '06:07:00')).toMatchObject({ kind: 'paused', tone: 'hold' })
  expect(see(record('done'), '06:07:00').kind).toBe('done')
  expect(see(record('new', null), '01:00:00').kind).toBe('none')
  const words = { day: 'ngày', hour: 'giờ', minute: 'phút' }
  expect([44, 127, 1440, 4560].map((minutes) => shortLength(minutes * 60_000, words))).toEqual([
    '44 phút',
    '2 giờ 07',
    '1 ngày',
    '3 ngày 4 giờ',
  ])
})

test('only steps that the reader may take from here are offered, in their order', () => {
  const steps = openSteps(model, record('new'))
  expect(steps.map(({ name }) => name)).toEqual(['verify', 'give', 'merge'])
  expect(assignStep(steps)?.name).toBe('give')
  expect(mergeStep('city.report', model, steps)).toMatchObject({ field: 'into', step: { name: 'merge' } })
  expect(mergeStep('other.report', model, steps)).toBeDefined()
  expect(mergeStep('city.thing', model, steps)).toBeUndefined()
  expect(commonSteps(model, [record('new'), record('given')]).map(({ name }) => name)).toEqual(['verify'])
  expect(openSteps(model, record('done'))).toEqual([])
})

test('options of a page are read with care, and found for a model wherever it is shown', () => {
  const options = {
    model: 'report',
    columns: ['code', 7],
    due: { field: 'dueAt' },
    near: 90_000,
    tabs: {
      late: { label: { vi: 'Quá hạn' }, filter: { op: 'isNull', args: [{ property: 'dueAt' }] }, order: 2 },
      all: { label: 'x', order: 1, mine: true },
    },
    steps: { give: { fields: ['unit'], comment: 'everybody' } },
  }
  const page = {
    plugin: 'city',
    label: { vi: 'Hộp việc' },
    face: 'operate',
    path: '/inbox',
    use: 'core.inbox',
    options,
  }
  const read = inboxOptions({ pages: { 'city.inbox': page as never } }, 'city.report')
  expect(read).toMatchObject({
    columns: ['code'],
    sort: [{ field: 'createdAt', descending: true }],
    due: { field: 'dueAt', from: 'createdAt' },
    near: 5000,
    steps: { give: { fields: ['unit'], comment: undefined } },
  })
  expect(read.tabs.map(({ id, label: name, mine }) => [id, name.vi, mine])).toEqual([
    ['all', 'all', true],
    ['late', 'Quá hạn', false],
  ])
  expect(inboxOptions({ pages: {} }, 'city.report').tabs).toEqual([])
})
