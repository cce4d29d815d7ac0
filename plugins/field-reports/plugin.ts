import { definePlugin } from '@saola/sdk'
import { jobs } from './calendar/jobs.ts'
import { deadlineRoutes } from './calendar/routes.ts'
import { calendarSettings } from './calendar/settings.ts'
import { trickleSettings } from './demo/trickle/settings.ts'
import { trickleJob } from './demo/trickle/trickle.ts'
import { listeners } from './listeners.ts'
import { mapLayers } from './map-layers.ts'
import { calendarDay } from './models/calendar-day.ts'
import { category } from './models/category.ts'
import { follower } from './models/follower.ts'
import { report } from './models/report.ts'
import { responsibility } from './models/responsibility.ts'
import { geoRefusals } from './open311/refusals.ts'
import { MOUNT, open311Routes } from './open311/routes.ts'
import { open311Settings } from './open311/settings.ts'
import { pages } from './pages.ts'
import { portalPages } from './portal/pages.ts'
import { routes } from './routes/routes.ts'
import { requiredCalendar } from './seeds/calendar.ts'
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
  capabilities: ['records:own', 'on:field-reports.report.created', 'on:field-reports.report.updated'],
  models: { category, responsibility, calendarDay, report, follower },
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
  settings: {
    type: 'object',
    additionalProperties: false,
    properties: { ...calendarSettings, ...open311Settings, ...trickleSettings },
  },
  routes: { ...routes, ...deadlineRoutes, ...open311Routes },
  on: listeners,
  jobs: { ...jobs, trickle: trickleJob },
  portalPages,
  widgets,
  pages,
  mapLayers,
  seeds: { calendar: requiredCalendar, categories: requiredCategories, demo },
})
