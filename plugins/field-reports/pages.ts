import type { MovingFilter, Page } from '@saola/sdk'
import { openStates } from './models/status.ts'

const status = { property: 'status' } as const
const dueAt = { property: 'dueAt' } as const
const now = { op: 'now', args: [] } as const
const is = (state: string): MovingFilter => ({ op: '=', args: [status, state] })
const open: MovingFilter = { op: 'in', args: [status, [...openStates]] }
const running: MovingFilter = {
  op: 'in',
  args: [status, openStates.filter((state) => state !== 'need-information')],
}
const soon: MovingFilter = {
  op: 'and',
  args: [
    running,
    { op: '>=', args: [dueAt, now] },
    { op: '<', args: [dueAt, { op: 'now', args: ['PT4H'] }] },
  ],
}
const late: MovingFilter = { op: 'and', args: [running, { op: '<', args: [dueAt, now] }] }
const json = (filter: MovingFilter) => JSON.parse(JSON.stringify(filter))

export const pages: Record<string, Page> = {
  inbox: {
    label: { vi: 'Phản ánh', en: 'Reports' },
    icon: 'inbox',
    face: 'operate',
    path: '/inbox',
    order: 20,
    permission: 'field-reports.view',
    use: 'core.inbox',
    options: {
      model: 'field-reports.report',
      sort: '-requestedAt',
      columns: ['code', 'description', 'category', 'commune', 'unit', 'status', 'dueAt'],
      due: { field: 'dueAt', from: 'requestedAt', explain: '/reports/{id}/deadline' },
      about: 'category',
      near: 300,
      hidden: ['submission', 'statusAt', 'pausedAt', 'suggestedUnit', 'attributes'],
      tabs: {
        shift: { label: { vi: 'Ca này', en: 'This shift' }, filter: json(open), order: 1 },
        mine: { label: { vi: 'Đơn vị tôi', en: 'My unit' }, filter: json(open), mine: true, order: 2 },
        unassigned: {
          label: { vi: 'Chưa giao', en: 'To assign' },
          filter: { op: 'in', args: [status, ['received', 'verified', 'reopened']] },
          order: 3,
        },
        soon: { label: { vi: 'Sắp hạn', en: 'Due soon' }, filter: json(soon), sort: 'dueAt', order: 4 },
        late: { label: { vi: 'Quá hạn', en: 'Overdue' }, filter: json(late), sort: 'dueAt', order: 5 },
        returned: { label: { vi: 'Bị trả lại', en: 'Returned' }, filter: json(is('returned')), order: 6 },
        waiting: {
          label: { vi: 'Chờ bổ sung', en: 'Waiting' },
          filter: json(is('need-information')),
          order: 7,
        },
        all: { label: { vi: 'Tất cả', en: 'All' }, order: 8 },
      },
      steps: {
        ask: { comment: 'public' },
        resolve: { fields: ['afterPhotos'], comment: 'public' },
        giveBack: { comment: 'internal' },
      },
    },
  },
}
