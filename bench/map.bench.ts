import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestCentre, launchChromium, signIn } from '@saola/sdk-testing'
import { MANY, MANY_MODEL, panAndZoom, seedPoints, writeManyModule } from '../scripts/browser/many-points.ts'
import { readOptions } from './harness/options.ts'
import { median } from './harness/statistics.ts'
import { figure, markdown, table } from './harness/table.ts'

/** How long the map of many points takes to come, and what moving it costs the main thread of a slow machine. */
const options = readOptions()
const COUNTS = [50_000, 200_000]
const SLOWDOWN = 4
const READS = 15

console.log(
  `Node ${process.versions.node}, ${cpus().length} cores, ${figure(loadavg()[0])} processes running; ` +
    `the browser's processor slowed ${SLOWDOWN} times while moving.`,
)
const head = [
  'points',
  'answer, ms',
  'again, ms',
  'answer, MB',
  'shown, ms',
  'longest task, ms',
  'frames p50 / p95, ms',
]
const rows: string[][] = []
for (const count of COUNTS) rows.push(await measure(count))
console.log(`\n${table(head, rows)}`)
if (options.markdown) console.log(`\n${markdown(head, rows)}`)
process.exit()

async function measure(count: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'saola-many-'))
  writeManyModule(folder)
  await using centre = await createTestCentre({ plugins: [folder], on: [MANY] })
  seedPoints(centre.dataDir, count)
  const headers = {
    authorization: `Bearer ${await centre.token('operator')}`,
    accept: 'application/vnd.saola.points',
  }
  const url = `${centre.url}/api/records/${MANY_MODEL}/points?group=state,kind`
  const times: number[] = []
  const again: number[] = []
  let bytes = 0
  for (let read = 0; read < READS; read++) {
    let started = performance.now()
    const answer = await fetch(url, { headers })
    bytes = (await answer.arrayBuffer()).byteLength
    times.push(performance.now() - started)
    started = performance.now()
    const same = await fetch(url, {
      headers: { ...headers, 'if-none-match': answer.headers.get('etag') ?? '' },
    })
    if (same.status !== 304) throw new Error(`the same points were answered with ${same.status}`)
    again.push(performance.now() - started)
  }
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(() => localStorage.setItem('saola.lang', 'vi'))
  await signIn(page, centre, 'operator')
  const started = performance.now()
  await page.goto(`${centre.url}/operate/map`)
  await page.getByText(new RegExp(`trên ${count.toLocaleString('vi-VN')} điểm`)).waitFor({ timeout: 60_000 })
  const shown = performance.now() - started
  const { longest, frames } = await panAndZoom(page, SLOWDOWN)
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
  return [
    count.toLocaleString('en'),
    figure(median(times)),
    figure(median(again)),
    (bytes / 1e6).toFixed(1),
    figure(shown),
    longest === 0 ? '< 50' : String(longest),
    `${frames.median} / ${frames.p95}`,
  ]
}
