import { definePlugin } from '@saola/sdk'
import { FEED_PORT, FEED_URL } from './feed/address.ts'
import { health } from './health.ts'
import { readFeed } from './jobs/read-feed.ts'
import { en } from './locales/en.ts'
import { vi } from './locales/vi.ts'
import { station } from './models/station.ts'
import { worst } from './routes/worst.ts'
import { demo } from './seeds/demo.ts'

const stops = [
  { upTo: 50, tone: 'ok', label: { vi: 'Tốt', en: 'Good' } },
  { upTo: 100, tone: 'warn', label: { vi: 'Trung bình', en: 'Moderate' } },
  { upTo: 150, tone: 'high', label: { vi: 'Kém', en: 'Poor' } },
  { upTo: 500, tone: 'crit', label: { vi: 'Xấu trở lên', en: 'Bad or worse' } },
]

export default definePlugin({
  id: 'air-quality',
  version: '1.0.0',
  engine: '^1.0.0',
  name: { vi: 'Chất lượng không khí', en: 'Air quality' },
  description: {
    vi: 'Các trạm quan trắc, chỉ số AQI mỗi phút, lớp bản đồ và trang theo dõi.',
    en: 'Monitoring stations, the air quality index each minute, a map layer and a page to follow them.',
  },
  icon: 'wind',
  vendor: 'Saola',
  license: 'Apache-2.0',
  capabilities: ['records:own', `net:127.0.0.1:${FEED_PORT}`],
  settings: {
    type: 'object',
    additionalProperties: false,
    properties: {
      feedUrl: {
        type: 'string',
        format: 'uri',
        default: FEED_URL,
        'x-title': { vi: 'Địa chỉ nguồn đo', en: 'Address of the feed' },
      },
      source: {
        type: 'string',
        enum: ['auto', 'feed'],
        default: 'auto',
        'x-title': { vi: 'Khi nguồn đo không trả lời', en: 'When the feed does not answer' },
        'x-enum-titles': {
          auto: { vi: 'Hiện số đo mô phỏng, có ghi rõ', en: 'Show simulated readings, labelled so' },
          feed: { vi: 'Giữ số đo cuối cùng', en: 'Keep the last readings' },
        },
      },
    },
  },
  models: { station },
  permissions: {
    view: {
      label: { vi: 'Xem chất lượng không khí', en: 'See air quality' },
      roles: ['operator', 'officer'],
    },
  },
  routes: {
    worst: {
      method: 'GET',
      path: '/worst',
      summary: { vi: 'Các trạm có không khí xấu nhất', en: 'The stations with the worst air' },
      permission: 'air-quality.view',
      query: {
        type: 'object',
        additionalProperties: false,
        properties: { limit: { type: 'integer', minimum: 1, maximum: 50, default: 3 } },
      },
      response: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['id', 'name', 'code', 'aqi'],
              properties: {
                id: { type: 'string' },
                name: { type: 'string' },
                code: { type: 'string' },
                aqi: { type: 'integer' },
                status: { type: ['string', 'null'] },
                readAt: { type: ['string', 'null'], format: 'date-time' },
                source: { type: ['string', 'null'] },
              },
            },
          },
        },
      },
      run: worst,
    },
  },
  jobs: {
    readFeed: {
      label: { vi: 'Đọc số đo của các trạm', en: 'Read the stations' },
      every: 60,
      timeout: 20_000,
      run: readFeed,
    },
  },
  widgets: {
    gauge: {
      label: { vi: 'Chỉ số không khí', en: 'Air quality index' },
      description: { vi: 'Trạm xấu nhất hoặc một trạm chọn trước', en: 'The worst station, or a chosen one' },
      size: { w: 6, h: 6 },
      permission: 'air-quality.view',
      settings: {
        type: 'object',
        properties: {
          station: { type: 'string', maxLength: 20, 'x-title': { vi: 'Mã trạm', en: 'Code of the station' } },
        },
      },
      ui: './ui/gauge.tsx',
    },
    worst: {
      label: { vi: 'AQI cao nhất', en: 'Highest AQI' },
      size: { w: 6, h: 3 },
      permission: 'air-quality.view',
      use: 'core.number',
      options: {
        model: 'air-quality.station',
        field: 'aqi',
        sort: '-aqi',
        time: 'readAt',
        lateAfter: 120,
        stops,
      },
    },
    poor: {
      label: { vi: 'Trạm từ mức Kém', en: 'Stations at Poor or worse' },
      size: { w: 6, h: 3 },
      permission: 'air-quality.view',
      use: 'core.number',
      options: {
        model: 'air-quality.station',
        filter: { op: '>', args: [{ property: 'aqi' }, 100] },
        note: { vi: 'AQI trên 100', en: 'AQI above 100' },
      },
    },
    silent: {
      label: { vi: 'Trạm mất tín hiệu', en: 'Stations without a signal' },
      size: { w: 6, h: 3 },
      permission: 'air-quality.view',
      use: 'core.number',
      options: {
        model: 'air-quality.station',
        filter: { op: '=', args: [{ property: 'status' }, 'silent'] },
        note: { vi: 'không có số đo mới', en: 'no new reading' },
      },
    },
    stations: {
      label: { vi: 'Các trạm không khí', en: 'Air quality stations' },
      size: { w: 7, h: 12 },
      permission: 'air-quality.view',
      use: 'core.list',
      options: {
        model: 'air-quality.station',
        sort: '-aqi',
        limit: 8,
        value: 'aqi',
        detail: ['ward', 'status'],
        time: 'readAt',
        stops,
      },
    },
  },
  pages: {
    stations: {
      label: { vi: 'Chất lượng không khí', en: 'Air quality' },
      icon: 'wind',
      face: 'operate',
      path: '/stations',
      order: 60,
      permission: 'air-quality.view',
      ui: './ui/stations.tsx',
    },
  },
  mapLayers: {
    stations: {
      label: { vi: 'Trạm không khí', en: 'Air quality stations' },
      icon: 'wind',
      model: 'station',
      geometry: 'position',
      style: {
        field: 'aqi',
        stops,
      },
      popup: ['code', 'ward', 'aqi', 'status', 'pm25', 'temperature', 'readAt', 'source'],
      order: 20,
    },
  },
  locales: { vi, en },
  seeds: { demo },
  health,
})
