/**
 * Writes `reports.json`: the texts written by hand, with positions, times, histories and people drawn around them.
 * Run by hand after a change: `node generate/generate.ts`. The same input gives the same file.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import type { DemoCategory } from '../report.ts'
import { composeReports, type Ring } from './compose.ts'
import { readLines } from './lines.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

const categories = read('../categories.json') as DemoCategory[]
const { features } = read('../../../../examples/nghe-an/wards/wards.json') as {
  features: { id: string; geometry: { coordinates: Ring[] } }[]
}
const wards = new Map(features.map(({ id, geometry }) => [id, geometry.coordinates[0] ?? []]))

const reports = composeReports(readLines(categories), categories, wards)
const lines = reports.map((report) => JSON.stringify(report))
writeFileSync(new URL('../reports.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`)
