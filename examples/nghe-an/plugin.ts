import { definePlugin } from '@saola/sdk'
import { home } from './dashboards/home.ts'
import { note } from './models/note.ts'
import { demo } from './seeds/demo.ts'
import { communes, departments } from './units/units.ts'

/** The centre of Nghệ An as data: nothing here runs. */
export default definePlugin({
  id: 'nghe-an',
  version: '1.0.0',
  engine: '^1.0.0',
  name: { vi: 'Trung tâm Nghệ An', en: 'Nghệ An centre' },
  description: {
    vi: 'Trang chủ của ca trực, sổ giao ban và vai trò của trung tâm.',
    en: 'The home of a shift, its handover notes and the roles of the centre.',
  },
  icon: 'landmark',
  vendor: 'Saola',
  license: 'Apache-2.0',
  models: { note },
  roles: {
    'shift-leader': {
      label: { vi: 'Trưởng ca', en: 'Shift leader' },
      grants: [
        'nghe-an.note:read',
        'nghe-an.note:create',
        'nghe-an.note:update',
        'nghe-an.note:delete',
        'air-quality.view',
        'air-quality.station:read',
        'field-reports.view',
        'field-reports.report:read',
        'field-reports.category:read',
      ],
    },
  },
  widgets: {
    openNotes: {
      label: { vi: 'Việc ca trực chưa xong', en: 'Open shift notes' },
      size: { w: 6, h: 4 },
      use: 'core.number',
      options: {
        model: 'nghe-an.note',
        filter: { op: '=', args: [{ property: 'state' }, 'open'] },
        note: { vi: 'trong sổ giao ban', en: 'in the handover book' },
      },
    },
    watchedNotes: {
      label: { vi: 'Việc đang theo dõi', en: 'Notes being watched' },
      size: { w: 6, h: 3 },
      use: 'core.number',
      options: {
        model: 'nghe-an.note',
        filter: { op: '=', args: [{ property: 'state' }, 'watch'] },
        note: { vi: 'chờ đơn vị xử lý', en: 'waiting for the unit' },
      },
    },
    done: {
      label: { vi: 'Đã xong trong ca', en: 'Done in this shift' },
      size: { w: 7, h: 5 },
      use: 'core.list',
      options: {
        model: 'nghe-an.note',
        filter: { op: '=', args: [{ property: 'state' }, 'done'] },
        sort: '-at',
        limit: 3,
        time: 'at',
        detail: ['place'],
      },
    },
    notes: {
      label: { vi: 'Sổ giao ban', en: 'Handover notes' },
      size: { w: 10, h: 12 },
      use: 'core.list',
      options: { model: 'nghe-an.note', sort: '-at', limit: 8, time: 'at', detail: ['place', 'state'] },
    },
  },
  pages: {
    notes: {
      label: { vi: 'Sổ giao ban', en: 'Handover notes' },
      icon: 'notebook-pen',
      face: 'operate',
      path: '/notes',
      order: 40,
      use: 'core.list',
      options: { model: 'nghe-an.note', sort: '-at' },
    },
  },
  mapLayers: {
    notes: {
      label: { vi: 'Việc của ca trực', en: 'Shift notes' },
      icon: 'notebook-pen',
      model: 'note',
      geometry: 'position',
      style: { field: 'state' },
      popup: ['place', 'state', 'at', 'detail'],
      order: 10,
    },
  },
  dashboards: { home },
  units: { communes, departments },
  seeds: { demo },
})
