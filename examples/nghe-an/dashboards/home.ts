import type { Dashboard } from '@saola/sdk'

/**
 * What a shift sees first: how many and how late, what came last and where, then what can wait. Tiles of modules that
 * are off keep their places and say so.
 */
export const home: Dashboard = {
  label: { vi: 'Trang chủ', en: 'Home' },
  order: 0,
  tiles: {
    openReports: { widget: 'field-reports.open', x: 0, y: 0, w: 5, h: 3 },
    overdueReports: { widget: 'field-reports.overdue', x: 5, y: 0, w: 5, h: 3 },
    waitingReports: { widget: 'field-reports.waiting', x: 10, y: 0, w: 4, h: 3 },
    reportsToday: { widget: 'field-reports.today', x: 14, y: 0, w: 6, h: 3 },
    openNotes: { widget: 'nghe-an.openNotes', x: 20, y: 0, w: 4, h: 3 },

    due: { widget: 'field-reports.due', x: 0, y: 3, w: 8, h: 8 },
    map: { widget: 'field-reports.map', x: 8, y: 3, w: 9, h: 9 },
    byStatus: { widget: 'field-reports.byStatus', x: 17, y: 3, w: 7, h: 8 },
    latestReports: { widget: 'field-reports.latest', x: 0, y: 11, w: 8, h: 8 },
    perHour: { widget: 'field-reports.perHour', x: 8, y: 12, w: 9, h: 7 },
    byCommune: { widget: 'field-reports.byCommune', x: 17, y: 11, w: 7, h: 8 },

    notes: { widget: 'nghe-an.notes', x: 0, y: 19, w: 8, h: 9 },
    byCategory: { widget: 'field-reports.byCategory', x: 8, y: 19, w: 9, h: 9 },
    gauge: {
      widget: 'air-quality.gauge',
      title: { vi: 'Chỉ số không khí', en: 'Air quality index' },
      x: 17,
      y: 19,
      w: 7,
      h: 6,
    },
    worstAir: {
      widget: 'air-quality.worst',
      title: { vi: 'AQI cao nhất', en: 'Highest AQI' },
      x: 17,
      y: 25,
      w: 7,
      h: 3,
    },
  },
}
