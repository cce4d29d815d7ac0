import type { MapLayer } from '@saola/sdk'

export const mapLayers: Record<string, MapLayer> = {
  reports: {
    label: { vi: 'Phản ánh', en: 'Reports' },
    icon: 'megaphone',
    model: 'report',
    geometry: 'location',
    style: { field: 'status' },
    picture: { field: 'category', from: 'icon' },
    popup: ['code', 'status', 'address', 'requestedAt', 'dueAt'],
    order: 5,
  },
}
