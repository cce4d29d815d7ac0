import type { Seed } from '@saola/sdk'
import { readingsAt } from '../feed/readings.ts'
import { indexOf, levelOf } from '../models/index-of-quality.ts'
import { STATIONS } from './stations.ts'

const MORNING = new Date('2026-11-24T02:40:00.000Z')
const readings = new Map(
  readingsAt(
    STATIONS.map(({ code }) => code),
    MORNING,
  ).map((reading) => [reading.code, reading]),
)

/** Twelve stations around Vinh and along the coast, with a first reading that says it is simulated. */
export const demo: Seed = {
  kind: 'demo',
  records: {
    station: {
      key: 'code',
      values: STATIONS.map((station) => {
        const reading = readings.get(station.code)
        const aqi = indexOf(reading?.pm25 ?? 0)
        return {
          ...station,
          ...reading,
          aqi,
          status: levelOf(aqi),
          readAt: MORNING.toISOString(),
          source: 'simulated',
        }
      }),
    },
  },
}
