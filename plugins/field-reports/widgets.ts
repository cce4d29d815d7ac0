import type { Widget } from '@saola/sdk'
import { openStates } from './models/status.ts'

const open = { op: 'in', args: [{ property: 'status' }, [...openStates]] }
const model = 'field-reports.report'
const permission = 'field-reports.view'
/** What nobody should look into does not count as a report that came. */
const noSpam = { op: '<>', args: [{ property: 'status' }, 'spam'] }

/** Tiles about reports; none of them needs code. */
export const widgets: Record<string, Widget> = {
  open: {
    label: { vi: 'Phản ánh đang mở', en: 'Open reports' },
    size: { w: 6, h: 3 },
    permission,
    use: 'core.number',
    options: { model, filter: open, note: { vi: 'chưa xử lý xong', en: 'not resolved yet' } },
  },
  waiting: {
    label: { vi: 'Chờ xác minh', en: 'To be verified' },
    size: { w: 6, h: 3 },
    permission,
    use: 'core.number',
    options: {
      model,
      filter: { op: '=', args: [{ property: 'status' }, 'received'] },
      note: { vi: 'mới tiếp nhận', en: 'just received' },
      tone: 'warn',
    },
  },
  today: {
    label: { vi: 'Phản ánh mới hôm nay', en: 'New reports today' },
    size: { w: 6, h: 3 },
    permission,
    use: 'core.number',
    options: { model, filter: noSpam, today: 'requestedAt' },
  },
  overdue: {
    label: { vi: 'Phản ánh quá hạn', en: 'Overdue reports' },
    size: { w: 6, h: 3 },
    permission,
    use: 'core.number',
    options: {
      model,
      filter: {
        op: 'and',
        args: [
          {
            op: 'in',
            args: [{ property: 'status' }, openStates.filter((one) => one !== 'need-information')],
          },
          { op: '<', args: [{ property: 'dueAt' }, { op: 'now', args: [] }] },
        ],
      },
      note: { vi: 'không tính lúc tạm dừng', en: 'paused ones aside' },
      tone: 'crit',
    },
  },
  byStatus: {
    label: { vi: 'Đang mở theo trạng thái', en: 'Open by status' },
    size: { w: 8, h: 9 },
    permission,
    use: 'core.counts',
    options: { model, by: 'status', filter: open, order: 'field', limit: 10 },
  },
  byCategory: {
    label: { vi: 'Đang mở theo loại', en: 'Open by category' },
    size: { w: 8, h: 9 },
    permission,
    use: 'core.counts',
    options: { model, by: 'category', filter: open, limit: 7 },
  },
  byCommune: {
    label: { vi: 'Đang mở theo xã, phường', en: 'Open by commune' },
    size: { w: 8, h: 9 },
    permission,
    use: 'core.counts',
    options: { model, by: 'commune', filter: open, limit: 7 },
  },
  byUnit: {
    label: { vi: 'Đang mở theo đơn vị xử lý', en: 'Open by handling unit' },
    size: { w: 8, h: 9 },
    permission,
    use: 'core.counts',
    options: { model, by: 'unit', filter: open, limit: 7 },
  },
  due: {
    label: { vi: 'Thời hạn xử lý', en: 'Deadlines' },
    size: { w: 9, h: 9 },
    permission,
    use: 'core.due',
    options: { model, due: 'dueAt', from: 'requestedAt', soon: 4, limit: 3, detail: 'code' },
  },
  perHour: {
    label: { vi: 'Phản ánh mới theo giờ', en: 'New reports by the hour' },
    size: { w: 9, h: 7 },
    permission,
    use: 'core.trend',
    options: { model, time: 'requestedAt', filter: noSpam, by: 'hour', last: 24, compare: 'day' },
  },
  map: {
    label: { vi: 'Phản ánh đang mở trên bản đồ', en: 'Open reports on the map' },
    size: { w: 9, h: 9 },
    permission,
    use: 'core.map',
    options: { layers: ['field-reports.reports'], filter: open },
  },
  perDay: {
    label: { vi: 'Phản ánh mới theo ngày', en: 'New reports by the day' },
    size: { w: 9, h: 7 },
    permission,
    use: 'core.trend',
    options: { model, time: 'requestedAt', filter: noSpam, by: 'day', last: 14 },
  },
  latest: {
    label: { vi: 'Phản ánh mới nhất', en: 'Latest reports' },
    size: { w: 8, h: 10 },
    permission,
    use: 'core.list',
    options: {
      model,
      filter: noSpam,
      sort: '-requestedAt',
      limit: 8,
      time: 'requestedAt',
      detail: ['category', 'address'],
      image: 'photos',
    },
  },
}
