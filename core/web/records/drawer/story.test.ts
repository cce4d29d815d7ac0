import type { ModelDef } from '@saola/sdk'
import { expect, test } from 'vitest'
import { metresBetween, telling } from './alike.ts'
import { type NamedRevision, storyOf } from './story.ts'

const label = (vi: string) => ({ vi })
const model: ModelDef = {
  label: label('Phản ánh'),
  fields: {
    text: { type: 'text', label: label('Nội dung') },
    photos: { type: 'image', label: label('Ảnh') },
    key: { type: 'text', label: label('Khoá') },
    at: { type: 'datetime', label: label('Từ lúc') },
    status: {
      type: 'status',
      label: label('Trạng thái'),
      initial: 'received',
      since: 'at',
      states: {
        received: { label: label('Đã nhận') },
        waiting: { label: label('Chờ'), tone: 'hold', pauses: true },
      },
      transitions: { ask: { label: label('Hỏi thêm thông tin'), from: ['received'], to: 'waiting' } },
    },
  },
}
const revision = (version: number, data: NamedRevision['data'], more: Partial<NamedRevision> = {}) => ({
  version,
  actor: 'user:1',
  byName: 'Nguyễn Văn Lâm',
  at: `2026-11-24T02:4${version}:00.000Z`,
  kind: 'update' as const,
  data,
  ...more,
})

test('a history is told in deeds, the newest first, with what was said between them', () => {
  const revisions = [
    revision(1, { text: 'Vỡ ống', status: 'received' }, { kind: 'create' }),
    revision(2, { status: 'waiting', at: '2026-11-24T02:42:00.000Z', unit: 'vinh', text: 'Vỡ ống to' }),
    revision(3, { key: 'x' }),
    revision(4, { photos: [{ id: 'f1' }, { id: 'f2' }] }),
    revision(5, { status: 'received', unit: null }, { kind: 'undo' }),
  ]
  const comment = {
    id: 'c1',
    text: 'Chờ ống',
    visibility: 'public' as const,
    at: '2026-11-24T02:43:30.000Z',
    by: 'user:2',
    byName: null,
  }
  const story = storyOf(model, revisions, [comment], ['key'])
  expect(story.map((entry) => (entry.kind === 'comment' ? entry.text : entry.deeds))).toEqual([
    [{ kind: 'undid' }, { kind: 'state', label: { vi: 'Đã nhận' } }, { kind: 'unit', unit: null }],
    [{ kind: 'files', field: model.fields.photos, count: 2 }],
    'Chờ ống',
    [
      { kind: 'step', label: { vi: 'Hỏi thêm thông tin' } },
      { kind: 'unit', unit: 'vinh' },
      { kind: 'field', field: model.fields.text, value: 'Vỡ ống to' },
    ],
    [{ kind: 'made' }],
  ])
  expect(story[3]).toMatchObject({ byName: 'Nguyễn Văn Lâm', tone: 'hold', paused: true })
})

test('others like it are looked for by the words that tell most', () => {
  expect(telling('Vỡ ống nước ở ngõ 12, nước chảy ra đường')).toBe('ong nuoc')
  expect(telling('12 ở đó')).toBe('')
  expect(Math.round(metresBetween([105.69, 18.67], [105.69, 18.671]))).toBe(111)
})
