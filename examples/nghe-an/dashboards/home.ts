import type { Dashboard } from '@saola/sdk'

/**
 * What a shift sees first. The tiles of air quality stand here from the beginning: while that module is off they say
 * so, and come alive when it is switched on.
 */
export const home: Dashboard = {
  label: { vi: 'Trang chủ', en: 'Home' },
  order: 0,
  tiles: {
    openNotes: { widget: 'nghe-an.openNotes', x: 0, y: 0, w: 6, h: 3 },
    worstAir: { widget: 'air-quality.worst', x: 6, y: 0, w: 6, h: 3 },
    poorAir: { widget: 'air-quality.poor', x: 12, y: 0, w: 6, h: 3 },
    silentStations: { widget: 'air-quality.silent', x: 18, y: 0, w: 6, h: 3 },
    notes: { widget: 'nghe-an.notes', x: 0, y: 3, w: 10, h: 12 },
    gauge: { widget: 'air-quality.gauge', x: 10, y: 3, w: 7, h: 6 },
    vinhGauge: {
      widget: 'air-quality.gauge',
      x: 10,
      y: 9,
      w: 7,
      h: 6,
      title: { vi: 'Không khí tại ga Vinh', en: 'Air at Vinh station' },
      options: { station: 'VI-02' },
    },
    stations: { widget: 'air-quality.stations', x: 17, y: 3, w: 7, h: 12 },
  },
}
