import type { Widget } from '@saola/sdk'
import { openStates } from './models/status.ts'

const open = { op: 'in', args: [{ property: 'status' }, [...openStates]] }
const model = 'field-reports.report'
const permission = 'field-reports.view'

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
    },
  },
  today: {
    label: { vi: 'Phản ánh mới hôm nay', en: 'New reports today' },
    size: { w: 6, h: 3 },
    permission,
    ui: './ui/today.tsx',
  },
  overdue: {
    label: { vi: 'Phản ánh quá hạn', en: 'Overdue reports' },
    size: { w: 6, h: 3 },
    permission,
    ui: './ui/overdue.tsx',
  },
  latest: {
    label: { vi: 'Phản ánh mới nhất', en: 'Latest reports' },
    size: { w: 8, h: 10 },
    permission,
    use: 'core.list',
    options: { model, sort: '-requestedAt', limit: 8, time: 'requestedAt', detail: ['code', 'address'] },
  },
}
