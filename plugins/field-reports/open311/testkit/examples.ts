import type { CategoryRecord, ReportRecord } from '../records.ts'

const system = {
  version: 1,
  createdAt: '2026-11-23T19:47:00.000Z',
  createdBy: 'plugin:field-reports',
  updatedAt: '2026-11-23T20:10:30.456Z',
  updatedBy: 'user:1',
  unit: null,
}

export function aCategory(change: Partial<CategoryRecord> = {}): CategoryRecord {
  return {
    id: '01',
    code: 'water-supply',
    name: 'Nước sạch',
    description: 'Mất nước, vỡ ống.',
    group: 'water',
    public: true,
    sensitive: false,
    deadlineHours: 12,
    clock: 'working',
    keywords: 'mất nước, vỡ ống',
    attributes: null,
    updatedAt: '2026-11-20T01:00:00.000Z',
    ...change,
  }
}

export function aReport(change: Partial<ReportRecord> = {}): ReportRecord {
  return {
    ...system,
    id: '0a',
    code: 'PA-2026-000123',
    category: '01',
    description: 'Vỡ ống nước trước nhà số 12',
    status: 'received',
    location: { type: 'Point', coordinates: [105.683123, 18.687234] },
    address: '12 Nguyễn Du',
    photos: [{ id: 'f1', name: 'anh.jpg', type: 'image/jpeg', size: 1000 }],
    requestedAt: '2026-11-23T19:47:00.000Z',
    dueAt: '2026-11-24T09:00:00.000Z',
    statusAt: '2026-11-23T20:05:00.000Z',
    ...change,
  }
}
