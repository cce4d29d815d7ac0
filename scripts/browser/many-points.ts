import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { kinds, tones } from './seed-points.ts'

/** A module of data alone: reports with a place, a state and a kind, on a layer of the map. */
export const MANY = 'many'
export const MANY_MODEL = 'many.report'
export const MANY_LAYER = 'many.reports'

const label = (vi: string, en = vi) => ({ vi, en })
const words = ['Khẩn', 'Cao', 'Vừa', 'Đã xong', 'Tạm dừng', 'Đã đóng']

/** Writes the built module into a folder of modules. */
export function writeManyModule(folder: string): void {
  const manifest = {
    manifest: 1,
    id: MANY,
    version: '1.0.0',
    engine: '^1.0.0',
    name: label('Phản ánh thử', 'Trial reports'),
    files: {},
    contributes: {
      models: {
        report: {
          label: label('Phản ánh', 'Report'),
          title: 'name',
          search: ['name'],
          fields: {
            name: { type: 'text', label: label('Nội dung', 'Content'), order: 1 },
            place: { type: 'point', label: label('Vị trí', 'Place'), order: 2 },
            state: {
              type: 'select',
              label: label('Mức độ', 'Severity'),
              order: 3,
              options: Object.fromEntries(
                tones.map((tone, order) => [tone, { label: label(words[order] ?? tone, tone), tone, order }]),
              ),
            },
            kind: {
              type: 'select',
              label: label('Loại', 'Kind'),
              order: 4,
              options: Object.fromEntries(Object.keys(kinds).map((kind) => [kind, { label: label(kind) }])),
            },
          },
          rights: { read: ['operator'], create: ['operator'], update: ['operator'], delete: ['operator'] },
        },
      },
      mapLayers: {
        reports: {
          label: label('Phản ánh', 'Reports'),
          icon: 'megaphone',
          model: 'report',
          geometry: 'place',
          style: { field: 'state' },
          picture: { field: 'kind', icons: kinds },
          popup: ['state', 'kind'],
        },
      },
      widgets: {
        map: {
          label: label('Phản ánh khẩn', 'Critical reports'),
          size: { w: 12, h: 12 },
          use: 'core.map',
          options: {
            layers: ['reports'],
            filter: { op: 'in', args: [{ property: 'state' }, ['crit', 'high']] },
          },
        },
      },
      dashboards: {
        home: {
          label: label('Bảng thử', 'Trial board'),
          order: -1,
          tiles: { map: { widget: 'many.map', x: 0, y: 0, w: 12, h: 12 } },
        },
      },
    },
  }
  const dist = join(folder, MANY, 'dist')
  mkdirSync(dist, { recursive: true })
  writeFileSync(join(dist, 'manifest.json'), JSON.stringify(manifest))
}

/**
 * Puts records straight into the SQLite file of a centre that has the module on. In a process of its own: two SQLite
 * libraries in one process take each other's locks off the file.
 */
export function seedPoints(dataDir: string, count: number): void {
  const script = join(import.meta.dirname, 'seed-points.ts')
  execFileSync(process.execPath, [script, join(dataDir, 'saola.db'), String(count)], { stdio: 'inherit' })
}

export interface Smoothness {
  /** Processor time of the longest task of the main thread in milliseconds: what else the machine does is not in it. */
  busiest: number
  /** The longest task by the clock; 0 when none took 50 milliseconds. */
  longest: number
  /** How many took 50 milliseconds or more. */
  long: number
  /** Milliseconds between frames. */
  frames: { median: number; p95: number; longest: number }
}

interface Measured {
  tasks: number[]
  frames: number[]
  watching: boolean
}

/**
 * Pans and zooms the map as a person does, with the processor slowed down, and tells what the main thread did
 * meanwhile.
 */
export async function panAndZoom(page: Page, slowdown = 4): Promise<Smoothness> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata'] },
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.evaluate(() => {
    const measured: Measured = { tasks: [], frames: [], watching: true }
    ;(globalThis as unknown as { measured: Measured }).measured = measured
    new PerformanceObserver((list) => {
      if (measured.watching) for (const { duration } of list.getEntries()) measured.tasks.push(duration)
    }).observe({ type: 'longtask' })
    let last = performance.now()
    const frame = (now: number) => {
      measured.frames.push(now - last)
      last = now
      if (measured.watching) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  const size = page.viewportSize() ?? { width: 1440, height: 900 }
  const middle = { x: size.width * 0.6, y: size.height * 0.55 }
  for (const [x, y] of [
    [-300, 0],
    [0, -200],
    [260, 180],
    [-200, 160],
    [240, -140],
  ] as const) {
    await page.mouse.move(middle.x, middle.y)
    await page.mouse.down()
    for (let step = 1; step <= 20; step++) {
      await page.mouse.move(middle.x + (x * step) / 20, middle.y + (y * step) / 20)
    }
    await page.mouse.up()
    await page.mouse.move(middle.x, middle.y)
    await page.mouse.wheel(0, x < 0 ? -240 : 240)
    await rest(page)
  }
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  const traced = new Promise((done) => session.once('Tracing.tracingComplete', done))
  await session.send('Tracing.end')
  await traced
  const { tasks, frames } = await page.evaluate(() => {
    const { measured } = globalThis as unknown as { measured: Measured }
    measured.watching = false
    return measured
  })
  await session.detach()
  const sorted = frames.toSorted((a, b) => a - b)
  const at = (part: number) => Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? 0)
  return {
    busiest: Math.round(busiestOf(events)),
    longest: Math.round(Math.max(0, ...tasks)),
    long: tasks.length,
    frames: { median: at(0.5), p95: at(0.95), longest: at(1) },
  }
}

interface TraceEvent {
  name: string
  pid: number
  tid: number
  /** Microseconds of the thread's processor time. */
  tdur?: number
  args?: { name?: string }
}

/** Milliseconds of the longest task on the main thread of the page that did most. */
function busiestOf(events: readonly TraceEvent[]): number {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const tasks = threads.map(({ pid, tid }) =>
    events
      .filter((event) => event.pid === pid && event.tid === tid && event.name.endsWith('RunTask'))
      .map(({ tdur = 0 }) => tdur / 1000),
  )
  const total = (times: readonly number[]) => times.reduce((sum, time) => sum + time, 0)
  return Math.max(0, ...(tasks.toSorted((a, b) => total(b) - total(a))[0] ?? []))
}

/** Until the map has come to rest: the address holds its view then. */
async function rest(page: Page): Promise<void> {
  const place = () => new URL(page.url()).searchParams.get('at')
  let before = place()
  for (let still = 0; still < 3; ) {
    await page.evaluate(() => new Promise((done) => setTimeout(done, 250)))
    still = place() === before ? still + 1 : 0
    before = place()
  }
}
