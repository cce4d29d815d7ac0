import { definePlugin } from '@saola/sdk'
import { listeners } from './listeners.ts'
import { mapLayers } from './map-layers.ts'
import { category } from './models/category.ts'
import { follower } from './models/follower.ts'
import { report } from './models/report.ts'
import { geoRefusals } from './open311/refusals.ts'
import { MOUNT, open311Routes } from './open311/routes.ts'
import { open311Settings } from './open311/settings.ts'
import { pages } from './pages.ts'
import { portalPages } from './portal/pages.ts'
import { routes } from './routes/routes.ts'
import { requiredCategories } from './seeds/categories.ts'
import { demo } from './seeds/demo.ts'
import { widgets } from './widgets.ts'

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
  capabilities: ['records:own', 'on:field-reports.report.created'],
  models: { category, report, follower },
  permissions: {
    view: {
      label: { vi: 'Xem phản ánh hiện trường', en: 'See field reports' },
      roles: ['operator', 'officer'],
    },
    send: { label: { vi: 'Gửi phản ánh qua Open311', en: 'Send reports through Open311' } },
  },
  roles: {
    open311: {
      label: { vi: 'Ứng dụng gửi phản ánh (Open311)', en: 'Application that sends reports (Open311)' },
      grants: ['field-reports.send'],
    },
  },
  mounts: [MOUNT],
  refusals: { [MOUNT]: geoRefusals },
  settings: { type: 'object', additionalProperties: false, properties: { ...open311Settings } },
  routes: { ...routes, ...open311Routes },
  on: listeners,
  portalPages,
  widgets,
  pages,
  mapLayers,
  seeds: { categories: requiredCategories, demo },
})
