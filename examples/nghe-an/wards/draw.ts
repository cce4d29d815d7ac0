/** Writes `wards.json`, GeoJSON. Run by hand after a change of the borders: `node wards/draw.ts`. */
import { writeFileSync } from 'node:fs'
import { ringOf, surroundings } from './borders.ts'

const features = surroundings.map(({ unit, name, steps }) => ({
  type: 'Feature',
  id: unit,
  properties: { unit, name, schematic: true, note: 'Vẽ phỏng, không phải ranh giới chính thức' },
  geometry: { type: 'Polygon', coordinates: [ringOf(steps)] },
}))

const lines = features.map((feature) => JSON.stringify(feature))
writeFileSync(
  new URL('wards.json', import.meta.url),
  `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`,
)
