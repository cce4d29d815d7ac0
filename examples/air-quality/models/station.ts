import { defineModel, field, type RecordOf } from '@saola/sdk'

/** Levels of the Vietnamese air quality index, from its lower bounds. */
export const station = defineModel({
  label: { vi: 'Trạm quan trắc', en: 'Station' },
  icon: 'wind',
  title: 'name',
  fields: {
    name: field.text({ vi: 'Tên trạm', en: 'Name' }, { required: true, maxLength: 120, order: 1 }),
    code: field.text({ vi: 'Mã trạm', en: 'Code' }, { required: true, maxLength: 20, order: 2 }),
    ward: field.text({ vi: 'Xã, phường', en: 'Commune or ward' }, { maxLength: 120, order: 3 }),
    position: field.point({ vi: 'Vị trí', en: 'Position' }, { required: true, order: 4 }),
    aqi: field.integer({ vi: 'AQI', en: 'AQI' }, { minimum: 0, maximum: 500, order: 5 }),
    status: field.select(
      { vi: 'Mức', en: 'Level' },
      {
        good: { label: { vi: 'Tốt', en: 'Good' }, tone: 'ok', order: 1 },
        moderate: { label: { vi: 'Trung bình', en: 'Moderate' }, tone: 'warn', order: 2 },
        poor: { label: { vi: 'Kém', en: 'Poor' }, tone: 'high', order: 3 },
        bad: { label: { vi: 'Xấu', en: 'Bad' }, tone: 'crit', order: 4 },
        'very-bad': { label: { vi: 'Rất xấu', en: 'Very bad' }, tone: 'crit', order: 5 },
        hazardous: { label: { vi: 'Nguy hại', en: 'Hazardous' }, tone: 'crit', order: 6 },
        silent: { label: { vi: 'Mất tín hiệu', en: 'No signal' }, tone: 'off', order: 7 },
      },
      { default: 'silent', order: 6 },
    ),
    pm25: field.number({ vi: 'PM2,5', en: 'PM2.5' }, { minimum: 0, measure: 'µg/m³', order: 7 }),
    pm10: field.number({ vi: 'PM10', en: 'PM10' }, { minimum: 0, measure: 'µg/m³', order: 8 }),
    temperature: field.number({ vi: 'Nhiệt độ', en: 'Temperature' }, { measure: '°C', order: 9 }),
    humidity: field.integer(
      { vi: 'Độ ẩm', en: 'Humidity' },
      { minimum: 0, maximum: 100, measure: '%', order: 10 },
    ),
    readAt: field.datetime({ vi: 'Đo lúc', en: 'Read at' }, { order: 11 }),
    source: field.select(
      { vi: 'Nguồn số đo', en: 'Source of the reading' },
      {
        feed: { label: { vi: 'Trạm gửi về', en: 'Sent by the station' }, order: 1 },
        simulated: { label: { vi: 'Mô phỏng', en: 'Simulated' }, tone: 'hold', order: 2 },
      },
      { order: 12 },
    ),
  },
  rights: { read: ['operator', 'officer'], create: [], update: ['operator'], delete: [] },
  indexes: { byCode: { fields: ['code'], unique: true }, byAqi: { fields: ['aqi'] } },
})

export type Station = RecordOf<typeof station>
