import { definePlugin } from '@saola/sdk'
import { listeners } from './listeners.ts'
import { category } from './models/category.ts'
import { report } from './models/report.ts'
import { openStates } from './models/status.ts'
import { step } from './models/step.ts'
import { open311Routes } from './open311/routes.ts'
import { portalPages } from './portal/pages.ts'
import { routes } from './routes/routes.ts'
import { requiredCategories } from './seeds/categories.ts'
import { demo } from './seeds/demo.ts'

const open = { op: 'in', args: [{ property: 'status' }, [...openStates]] }
const model = 'field-reports.report'
const permission = 'field-reports.view'

export default definePlugin({
  id: 'field-reports',
  version: '1.0.0',
  engine: '^1.0.0',
  name: { vi: 'Phản ánh hiện trường', en: 'Field reports' },
  description: {
    vi: 'Người dân gửi ảnh và vị trí, trung tâm thấy ngay trên bản đồ, giao đơn vị và theo dõi thời hạn.',
    en: 'Citizens send photos and places; the centre sees them on its map at once, assigns them and follows the deadline.',
  },
  icon: 'megaphone',
  vendor: 'Saola',
  license: 'Apache-2.0',
  capabilities: ['records:own', 'on:field-reports.report.created', 'on:field-reports.report.updated'],
  models: { category, report, step },
  permissions: {
    view: {
      label: { vi: 'Xem phản ánh hiện trường', en: 'See field reports' },
      roles: ['operator', 'officer'],
    },
  },
  mounts: ['/open311/v2'],
  routes: { ...routes, ...open311Routes },
  on: listeners,
  portalPages,
  widgets: {
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
  },
  pages: {
    inbox: {
      label: { vi: 'Phản ánh', en: 'Reports' },
      icon: 'inbox',
      face: 'operate',
      path: '/inbox',
      order: 20,
      permission,
      use: 'core.list',
      options: {
        model,
        sort: '-requestedAt',
        columns: ['code', 'category', 'status', 'address', 'dueAt'],
      },
    },
  },
  mapLayers: {
    reports: {
      label: { vi: 'Phản ánh', en: 'Reports' },
      icon: 'megaphone',
      model: 'report',
      geometry: 'location',
      style: { field: 'status' },
      popup: ['code', 'status', 'address', 'requestedAt', 'dueAt'],
      order: 5,
    },
  },
  seeds: { categories: requiredCategories, demo },
})
