import { afterAll, expect, onTestFinished, test } from 'vitest'
import { closeBrowser, openConsole, soon, startExample } from '../testkit/console.ts'
import { makeModule, widgetFile } from '../testkit/made-module.ts'

afterAll(closeBrowser)

const APPROVED = { capabilities: ['records:own', 'net:127.0.0.1:8791'], mounts: [], native: [] }

test('a module that is switched on appears in an open browser, and goes again, without a reload', async () => {
  const centre = await startExample('off')
  const page = await openConsole(centre, '/operate')
  await page.waitForSelector('.tomb')
  const tiles = Object.values(centre.ui().dashboards['nghe-an.home']?.tiles ?? {})
  const waiting = tiles.filter(({ widget }) => widget.startsWith('air-quality.')).length
  await soon(() => page.locator('.tomb').count()).toBe(waiting)
  await page.evaluate(() => Object.assign(window, { stayed: true }))

  centre.set('air-quality', { state: 'on', approved: APPROVED })
  await page.locator('.aq-gauge').first().waitFor()
  await page.getByRole('link', { name: 'Chất lượng không khí' }).waitFor()
  expect(await page.locator('.tomb').count()).toBe(0)
  expect(await page.locator('link[href*="/ui/air-quality/"]').count()).toBe(1)

  await page.getByRole('link', { name: 'Chất lượng không khí' }).click()
  await page.waitForSelector('.aq-table')
  centre.set('air-quality', { state: 'off' })
  await page.waitForSelector('.tomb-screen')
  expect(await page.locator('.tomb-screen').textContent()).toContain('Phân hệ Chất lượng không khí đang tắt')
  expect(await page.locator('nav a', { hasText: 'Chất lượng không khí' }).count()).toBe(0)
  expect(await page.locator('link[href*="/ui/air-quality/"]').count()).toBe(0)

  centre.set('air-quality', { state: 'on' })
  await page.waitForSelector('.aq-table')
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
})

test('tiles of other modules keep their elements while one comes and goes', async () => {
  const centre = await startExample('off')
  const page = await openConsole(centre, '/operate')
  const tile = page.locator('section.tile', { has: page.getByRole('heading', { name: 'Sổ giao ban' }) })
  await tile.locator('.row').first().waitFor()
  const before = await tile.elementHandle()
  const row = await tile.locator('.row').first().elementHandle()
  centre.set('air-quality', { state: 'on', approved: APPROVED })
  await page.locator('.aq-gauge').first().waitFor()
  centre.set('air-quality', { state: 'off' })
  await page.locator('.tomb').first().waitFor()
  expect(await before?.evaluate((element) => element.isConnected)).toBe(true)
  expect(await row?.evaluate((element) => element.isConnected)).toBe(true)
  expect(await page.locator('.tomb').first().textContent()).toContain('Chất lượng không khí')
})

test('a widget that throws is fenced in, named and noted on its module; the others go on', async () => {
  const widgets = {
    broken: {
      label: { vi: 'Ô hỏng' },
      size: { w: 6, h: 4 },
      ui: { module: './ui/broken.js', export: 'default' },
    },
    sound: {
      label: { vi: 'Ô lành' },
      size: { w: 6, h: 4 },
      ui: { module: './ui/sound.js', export: 'default' },
    },
    missing: {
      label: { vi: 'Ô mất' },
      size: { w: 6, h: 4 },
      ui: { module: './ui/gone.js', export: 'default' },
    },
  }
  const tiles = Object.fromEntries(
    Object.keys(widgets).map((name, index) => [
      name,
      { widget: `trouble.${name}`, x: index * 6, y: 0, w: 6, h: 4 },
    ]),
  )
  const made = makeModule(
    {
      id: 'trouble',
      version: '1.0.0',
      name: { vi: 'Phân hệ thử', en: 'Trial' },
      contributes: { widgets, dashboards: { home: { label: { vi: 'Thử' }, order: -1, tiles } } },
    },
    {
      'ui/broken.js': widgetFile("throw new Error('đứt dây')"),
      'ui/sound.js': widgetFile(
        "const tile = document.createElement('p'); tile.textContent = 'vẫn chạy: ' + props.title; return tile",
      ),
    },
  )
  onTestFinished(made.remove)
  const centre = await startExample('on', { modules: [{ ...made, state: 'on' }] })
  const page = await openConsole(centre, '/operate', { ignore: /404|Failed to fetch dynamically/ })
  await page.getByText('vẫn chạy: Ô lành').waitFor()
  await page.getByText('Ô của phân hệ Phân hệ thử bị lỗi').first().waitFor()
  await soon(() => page.getByText('Ô của phân hệ Phân hệ thử bị lỗi').count()).toBe(2)
  await soon(() => centre.faults.map(({ module, what }) => `${module} ${what}`).sort()).toEqual([
    'trouble widget trouble.broken',
    'trouble widget trouble.missing',
  ])
  expect(centre.faults.map(({ message }) => message)).toContain('đứt dây')
})

test('a new version takes the place of the old one while people look', async () => {
  const made = (version: string) =>
    makeModule(
      {
        id: 'clock',
        version,
        styles: ['./ui/style.css'],
        contributes: {
          widgets: {
            face: {
              label: { vi: `Đồng hồ ${version}` },
              size: { w: 6, h: 4 },
              ui: { module: './ui/face.js', export: 'default' },
            },
          },
          dashboards: {
            home: {
              label: { vi: 'Đồng hồ' },
              order: -1,
              tiles: { face: { widget: 'clock.face', x: 0, y: 0, w: 6, h: 4 } },
            },
          },
        },
      },
      {
        'ui/face.js': widgetFile(
          `const face = document.createElement('p'); face.id = 'face'; face.textContent = 'bản ${version}'; return face`,
        ),
        'ui/style.css': `#face { outline-width: ${version === '1.0.0' ? 1 : 2}px }`,
      },
    )
  const [first, second] = [made('1.0.0'), made('1.1.0')]
  onTestFinished(first.remove)
  onTestFinished(second.remove)
  const centre = await startExample('off', { modules: [{ ...first, state: 'on' }] })
  const page = await openConsole(centre, '/operate')
  await page.getByText('bản 1.0.0').waitFor()
  centre.set('clock', { dir: second.dir, manifest: second.manifest })
  await page.getByText('bản 1.1.0').waitFor()
  await soon(() =>
    page
      .locator('link[href*="/ui/clock/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
  ).toEqual(['/ui/clock/1.1.0/ui/style.css'])
})
