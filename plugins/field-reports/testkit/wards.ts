import type { UnitSet } from '@saola/sdk'

const box = (west: number, south: number, east: number, north: number): [number, number][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const ward = (vi: string, en: string, formerly: string[], ring: [number, number][]) => ({
  label: { vi, en },
  kind: 'ward' as const,
  parent: '40',
  from: '2025-07-01',
  formerly: formerly.map((name) => ({ name, district: 'Thành phố Vinh', until: '2025-06-30' })),
  area: { schematic: true, geometry: { type: 'Polygon' as const, coordinates: [ring] } },
})

/** Two wards beside each other, with the names that their ground had before. */
export const wards: UnitSet = {
  label: { vi: 'Phường', en: 'Wards' },
  units: {
    '40': { label: { vi: 'Tỉnh Nghệ An', en: 'Nghệ An Province' }, kind: 'province' },
    '16681': ward(
      'Phường Thành Vinh',
      'Thành Vinh Ward',
      ['Phường Hưng Bình', 'Phường Lê Lợi'],
      box(105.65, 18.67, 105.7, 18.7),
    ),
    '16690': ward(
      'Phường Trường Vinh',
      'Trường Vinh Ward',
      ['Phường Trường Thi', 'Phường Bến Thủy'],
      box(105.65, 18.63, 105.72, 18.67),
    ),
  },
}
