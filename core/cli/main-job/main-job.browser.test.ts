import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  createTestCentre,
  launchChromium,
  signIn,
  type TestCentre,
  takeTraces,
  whatGrew,
} from '@saola/sdk-testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildPlugin } from '../build/build.ts'
import { runCommandLine } from '../command/run.ts'
import { startFeed, type TestFeed } from '../testkit/feed.ts'
import { type Outside, outside } from '../testkit/outside.ts'
import { pluginFolder } from '../testkit/plugin-folder.ts'
import { type SecondProcess, secondProcess } from '../testkit/second-process.ts'
import { buildPackages, type Packages } from './vendor.ts'

const workspace = fileURLToPath(new URL('../../..', import.meta.url))
const pictures = join(workspace, '.cache/main-job')
/** Ten times what the issue asks for: machines differ, and a trial run measures the time itself. */
const LIMIT = 20_000
const MODULE = 'air-quality'
const NAME = 'Chất lượng không khí'
/** All that the demo seed brings, so that the worst one is known. */
const STATIONS = 'VI-01 VI-02 VI-03 VI-04 VI-05 VI-06 VI-07 VI-08 CL-01 DC-01 HM-01 ND-01'.split(' ')

let vendor: Outside
let packages: Packages
let feed: TestFeed
let plugins: string
let centre: TestCentre
let second: SecondProcess
let browser: Browser
/** Three windows that stay open throughout: nobody reloads them. */
let operator: Page
let map: Page
let admin: Page
const errors: string[] = []

beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
  feed = await startFeed(STATIONS, 20)
  vendor = await outside('examples/air-quality')
  packages = await buildPackages(vendor, feed.port)
  plugins = await mkdtemp(join(tmpdir(), 'saola-main-job-'))
  await using source = await pluginFolder({})
  await cp(join(workspace, 'examples/nghe-an'), source.dir, {
    recursive: true,
    filter: (path) => !/node_modules|\/dist$|\.tgz$/.test(path),
  })
  const { dist } = await buildPlugin(source.dir, { archive: false })
  await cp(dist, join(plugins, 'nghe-an/dist'), { recursive: true })

  centre = await createTestCentre({ plugins: [plugins], on: ['nghe-an'] })
  second = await secondProcess(centre.dataDir, { SAOLA_PLUGINS: plugins })
  browser = await launchChromium()
  operator = await openAs('operator', '/operate')
  map = await openAs('operator', '/operate/map')
  admin = await openAs('administrator', '/studio/modules')
}, 300_000)

/** Each step stands on the one before it. */
let broken = false
beforeEach((context) => context.skip(broken, 'an earlier step failed'))
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  broken = true
  for (const [name, page] of Object.entries({ operator, map, admin })) {
    await page?.screenshot({ path: join(pictures, `failed-${name}.png`) })
  }
})

afterAll(async () => {
  await browser?.close()
  await second?.[Symbol.asyncDispose]()
  await centre?.[Symbol.asyncDispose]()
  await feed?.[Symbol.asyncDispose]()
  await vendor?.[Symbol.asyncDispose]()
  if (plugins) await rm(plugins, { recursive: true, force: true })
})

async function openAs(role: string, path: string, width = 1440, height = 900): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'vi-VN',
    colorScheme: 'dark',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(LIMIT)
  page.on('pageerror', (error) => errors.push(`${path}: ${error.message}`))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) errors.push(`${path}: ${message.text()}`)
  })
  await signIn(page, centre, role)
  await page.goto(centre.url + path)
  await page.getByText('Trực tiếp', { exact: true }).first().waitFor()
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }))
  return page
}

const saola = async (...words: string[]): Promise<string> => {
  const out: string[] = []
  const notes: string[] = []
  const code = await runCommandLine(words, {
    env: { SAOLA_DATA: centre.dataDir, SAOLA_PORT: new URL(centre.url).port },
    cwd: workspace,
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    signal: new AbortController().signal,
  })
  if (code !== 0) throw new Error(notes.join('\n'))
  return out.join('\n')
}

const worstAt = async (url: string): Promise<{ status: number; code?: string }> => {
  const response = await fetch(`${url}/api/x/${MODULE}/worst`, {
    headers: { authorization: `Bearer ${await centre.token('operator')}` },
  })
  const body = (await response.json()) as { code?: string }
  return { status: response.status, ...(body.code ? { code: body.code } : {}) }
}

/** Waits until a process of the centre answers as it should; tells how long that took. */
async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  const began = performance.now()
  while (!(await check())) {
    if (performance.now() - began > LIMIT) throw new Error(`${what}: not within ${LIMIT} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  console.log(`${what}: ${Math.round(performance.now() - began)} ms`)
}

const gauge = () => operator.locator('.aq-gauge')
const navigation = (page: Page) => page.getByRole('navigation').getByRole('link', { name: NAME })
const layer = () => map.getByText('Trạm không khí', { exact: true })
const tomb = () => operator.getByText(`Phân hệ ${NAME} đang tắt`).first()

test('a package from outside is installed; its manifest is read and none of its code', async () => {
  expect(await saola('plugin', 'install', packages.first)).toBe(`${MODULE} 1.0.0 is installed`)
  await admin.getByText(`${MODULE} 1.0.0`).first().waitFor()
  await admin.goto(`${centre.url}/studio/modules/${MODULE}`)
  await admin.getByText(`net:127.0.0.1:${feed.port}`).waitFor()
  await admin.getByText('records:own').waitFor()
  await admin.getByText('Trạm không khí').first().waitFor()
  expect(await admin.getByRole('button', { name: 'Bật', exact: true }).isDisabled()).toBe(true)
  expect(performance).not.toHaveProperty('airQuality')
  await tomb().waitFor()
  await operator.screenshot({ path: join(pictures, '1-off.png') })
  await admin.screenshot({ path: join(pictures, '2-asks.png') })
})

test('approved and switched on, open browsers gain page, widget and layer, and readings tick in', async () => {
  await admin.getByRole('button', { name: 'Duyệt tất cả' }).click()
  await admin.getByRole('button', { name: 'Bật', exact: true }).click()
  const began = performance.now()
  await Promise.all([gauge().first().waitFor(), navigation(operator).waitFor(), layer().waitFor()])
  console.log(`page, widget and layer in open browsers: ${Math.round(performance.now() - began)} ms`)
  expect(performance).toHaveProperty('airQuality', 'loaded')
  await until('the second process serves it', async () => (await worstAt(second.url)).status === 200)
  // 20 µg/m³ is an index of 40, and 65 one of 125.
  await gauge().first().getByText('40', { exact: true }).waitFor()
  feed.set(65)
  await gauge().first().getByText('125', { exact: true }).waitFor()
  await gauge().first().getByText('Kém').waitFor()
  await operator.screenshot({ path: join(pictures, '3-on.png') })
  await map.screenshot({ path: join(pictures, '4-map.png') })
  const phone = await openAs('operator', '/operate', 390, 844)
  await phone.locator('.aq-gauge').first().waitFor()
  await phone.screenshot({ path: join(pictures, '5-phone.png') })
  await phone.context().close()
})

test('its page works: a table, a search, a station beside it', async () => {
  await navigation(operator).click()
  await operator.getByRole('heading', { name: NAME, level: 1 }).waitFor()
  await operator.getByRole('searchbox').fill('ben thuy')
  await operator.getByRole('row', { name: /Cầu Bến Thủy 1/ }).click()
  await operator.getByRole('heading', { name: 'Cầu Bến Thủy 1' }).waitFor()
  await operator.screenshot({ path: join(pictures, '6-page.png') })
  await operator.goBack()
  await operator.goBack()
  await gauge().first().waitFor()
})

test('switched off: tombstone, no page, no layer, 404 with a problem; what is in flight finishes; the job stops', async () => {
  const token = await centre.token('operator')
  const page = await openAs('operator', '/operate/air-quality/stations')
  await page.getByRole('heading', { name: NAME, level: 1 }).waitFor()
  const slow = centre.call(`/api/x/${MODULE}/slow`, { token })
  await until('the slow request is in flight', async () => 'slowRoute' in performance)
  await admin.getByRole('button', { name: 'Tắt', exact: true }).click()
  const began = performance.now()
  await Promise.all([
    tomb().waitFor(),
    navigation(operator).waitFor({ state: 'detached' }),
    layer().waitFor({ state: 'detached' }),
    page.getByText('Trang này đang nghỉ').waitFor(),
  ])
  console.log(`gone from open browsers: ${Math.round(performance.now() - began)} ms`)
  expect(await slow).toMatchObject({ status: 200, body: { done: true } })
  expect(await worstAt(centre.url)).toEqual({ status: 404, code: 'module-off' })
  await until('the second process follows', async () => (await worstAt(second.url)).code === 'module-off')
  const asked = feed.asked()
  await new Promise((resolve) => setTimeout(resolve, 2500))
  expect(feed.asked(), 'the job has stopped').toBe(asked)
  await operator.screenshot({ path: join(pictures, '7-off-again.png') })
  await page.screenshot({ path: join(pictures, '8-page-off.png') })
  await page.context().close()
})

test('on again: all is back, with the data that was there', async () => {
  await admin.getByRole('button', { name: 'Bật', exact: true }).click()
  await Promise.all([gauge().first().waitFor(), navigation(operator).waitFor(), layer().waitFor()])
  const { body } = await centre.call<{ items: { createdAt: string }[]; count: number }>(
    `/api/records/${MODULE}.station?count=exact`,
    { token: await centre.token('operator') },
  )
  expect(body.count).toBe(12)
  await until('the second process is back', async () => (await worstAt(second.url)).status === 200)
})

test('version 1.1.0 is swapped in live, from a folder of its own', async () => {
  await saola('plugin', 'install', packages.second)
  await admin.getByRole('button', { name: 'Chuyển sang 1.1.0' }).click()
  await gauge().first().getByText('VN_AQI 1.1').waitFor()
  expect(centre.kernel.status(MODULE)).toMatchObject({ state: 'on', version: '1.1.0' })
  const { body } = await centre.call<{ items: object[] }>(`/api/records/${MODULE}.station?limit=1`, {
    token: await centre.token('operator'),
  })
  expect(body.items[0]).toHaveProperty('no2', null)
  expect(centre.kernel.owner(MODULE)?.dir).toMatch(/plugins\/air-quality\/1\.1\.0$/)
  await operator.screenshot({ path: join(pictures, '9-upgraded.png') })
})

test('a version that throws at start gives way to the one before it, and the reason is shown', async () => {
  await saola('plugin', 'install', packages.broken)
  await admin.getByRole('button', { name: 'Chuyển sang 1.2.0' }).click()
  await admin
    .getByText(/the licence has run out/)
    .first()
    .waitFor()
  await until('1.1.0 goes on', async () => centre.kernel.status(MODULE)?.version === '1.1.0')
  expect((await worstAt(centre.url)).status).toBe(200)
  expect(await gauge().first().getByText('VN_AQI 1.1').count()).toBe(1)
  await admin.screenshot({ path: join(pictures, '10-fallback.png') })
})

test('a plugin that needs another one that is off is blocked, with its name', async () => {
  await saola('plugin', 'disable', MODULE)
  await saola('plugin', 'install', packages.dependant)
  await saola('plugin', 'enable', 'air-alerts', '--approve-all').catch(() => {})
  expect(centre.kernel.status('air-alerts')).toMatchObject({ state: 'blocked', reason: { culprit: MODULE } })
  await admin.goto(`${centre.url}/studio/modules/air-alerts`)
  await admin
    .getByText(new RegExp(`${MODULE}|${NAME}`))
    .first()
    .waitFor()
  await admin.screenshot({ path: join(pictures, '11-blocked.png') })
  await saola('plugin', 'disable', 'air-alerts')
})

test('nobody reloaded, and no browser complained', async () => {
  expect(await operator.evaluate(() => 'neverReloaded' in window)).toBe(true)
  expect(await map.evaluate(() => 'neverReloaded' in window)).toBe(true)
  expect(errors).toEqual([])
})

test('fifty times on and off leave nothing behind', async () => {
  // Their connections come and go.
  await browser.close()
  const cycle = async () => {
    await centre.enable(MODULE, { version: '1.1.0' })
    await centre.disable(MODULE)
  }
  for (let round = 0; round < 5; round++) await cycle()
  const before = await takeTraces()
  for (let round = 0; round < 50; round++) await cycle()
  const after = await takeTraces()
  console.log(`heap after fifty cycles: ${((after.heap - before.heap) / 1024).toFixed(0)} kB more`)
  expect(whatGrew(before, after, 5 * 1024 * 1024)).toEqual([])
  for (const point of [
    'models',
    'routes',
    'jobs',
    'widgets',
    'pages',
    'mapLayers',
    'permissions',
    'locales',
    'seeds',
  ]) {
    expect(
      [...centre.kernel.contributions(point).keys()].filter((id) => id.startsWith(`${MODULE}.`)),
    ).toEqual([])
  }
})
