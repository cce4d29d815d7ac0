import type { Dashboard } from '@saola/sdk'

/**
 * What a shift sees first. The tiles of air quality stand here from the beginning: while that module is off they say
 * so, and come alive when it is switched on.
 */
export const home: Dashboard = {
  label: { vi: 'Trang chủ', en: 'Home' },
  order: 0,
  tiles: {
    openReports: {
      widget: 'field-reports.open',
      title: { vi: 'Phản ánh đang mở', en: 'Open reports' },
      x: 0,
      y: 15,
      w: 6,
      h: 3,
    },
    overdueReports: {
      widget: 'field-reports.overdue',
      title: { vi: 'Phản ánh quá hạn', en: 'Overdue reports' },
      x: 0,
      y: 18,
      w: 6,
      h: 3,
    },
    reportsToday: {
      widget: 'field-reports.today',
      title: { vi: 'Phản ánh mới hôm nay', en: 'New reports today' },
      x: 0,
      y: 21,
      w: 6,
      h: 3,
    },
    latestReports: {
      widget: 'field-reports.latest',
      title: { vi: 'Phản ánh mới nhất', en: 'Latest reports' },
      x: 6,
      y: 15,
      w: 18,
      h: 9,
    },
    openNotes: { widget: 'nghe-an.openNotes', x: 0, y: 0, w: 6, h: 3 },
    watchedNotes: { widget: 'nghe-an.watchedNotes', x: 6, y: 0, w: 6, h: 3 },
    worstAir: {
      widget: 'air-quality.worst',
      title: { vi: 'AQI cao nhất', en: 'Highest AQI' },
      x: 12,
      y: 0,
      w: 6,
      h: 3,
    },
    poorAir: {
      widget: 'air-quality.poor',
      title: { vi: 'Trạm từ mức Kém', en: 'Stations at Poor or worse' },
      x: 18,
      y: 0,
      w: 6,
      h: 3,
    },
    notes: { widget: 'nghe-an.notes', x: 0, y: 3, w: 10, h: 12 },
    gauge: {
      widget: 'air-quality.gauge',
      title: { vi: 'Chỉ số không khí', en: 'Air quality index' },
      x: 10,
      y: 3,
      w: 7,
      h: 7,
    },
    done: { widget: 'nghe-an.done', x: 10, y: 10, w: 7, h: 5 },
    stations: {
      widget: 'air-quality.stations',
      title: { vi: 'Các trạm không khí', en: 'Air quality stations' },
      x: 17,
      y: 3,
      w: 7,
      h: 12,
    },
  },
}
