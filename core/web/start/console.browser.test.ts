import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import {
  accessibilityFaults,
  closeBrowser,
  DESK,
  openConsole,
  PHONE,
  soon,
  startExample,
} from '../testkit/console.ts'

afterAll(closeBrowser)

const SCREENS: [path: string, ready: string][] = [
  ['/operate', '.aq-gauge'],
  ['/operate/map', '.map-marks > button'],
  ['/operate/air-quality/stations', 'tbody tr'],
  ['/operate/nghe-an/notes', 'tbody tr'],
  ['/operate/nghe-an/notes?record=note-001', '.facts'],
  ['/operate/nghe-an/notes?new=1', '.json-form input'],
  ['/studio', '.way'],
  ['/studio/modules', '.mod'],
  ['/studio/modules/air-quality', '.plan'],
  ['/studio/settings/air-quality', '.json-form input'],
  ['/studio/models/nghe-an.note', '.fieldrow'],
]

/** Pictures are kept where somebody asked for them. */
const pictures = process.env.SAOLA_PICTURES

for (const [name, size] of [
  ['desk', DESK],
  ['phone', PHONE],
] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`every screen is accessible and fits: ${name}, ${theme}`, async () => {
      const centre = await startExample('on')
      const page = await openConsole(centre, '/operate', { size, theme })
      for (const [path, ready] of SCREENS) {
        await page.goto(centre.url + path)
        await page.locator(ready).first().waitFor()
        await page.locator('.skels').first().waitFor({ state: 'detached' })
        expect(await accessibilityFaults(page), path).toEqual([])
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(beyond, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
        if (pictures) {
          mkdirSync(pictures, { recursive: true })
          const file = `${path.slice(1).replace(/\W+/g, '-')}-${name}-${theme}.png`
          await page.screenshot({ path: join(pictures, file) })
        }
      }
    })
  }
}

test('language and theme change at once, everywhere, and are remembered', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate')
  await page.getByRole('link', { name: 'Trang chủ' }).waitFor()
  const menu = () => page.getByRole('button', { name: /Nguyễn Thị Hằng/ })
  await menu().click()
  await page.getByRole('menuitemcheckbox', { name: 'English' }).click()
  await page.getByRole('link', { name: 'Home' }).waitFor()
  await page.getByText('Highest AQI').waitFor()
  await page.getByText('Moderate').first().waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')

  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  await menu().click()
  await page.getByRole('menuitemcheckbox', { name: 'Light theme' }).click()
  await soon(() => page.locator('html').getAttribute('data-theme')).toBe('light')
  await page.reload()
  await page.getByText('Highest AQI').waitFor()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light')
})

test('signing in leads back to where one was; a wrong password says so', async () => {
  const centre = await startExample('on', { signedIn: false })
  const page = await openConsole(centre, '/operate/map', { ignore: /401/ })
  await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByText('Hãy nhập thư điện tử').waitFor()
  await page.getByLabel('Thư điện tử').fill('trucban@nghean.example')
  await page.getByLabel('Mật khẩu').fill('sai')
  await page.keyboard.press('Enter')
  await page.getByText('Thư điện tử hoặc mật khẩu chưa đúng').waitFor()
  await page.getByLabel('Mật khẩu').fill('dung')
  await page.keyboard.press('Enter')
  await page.locator('.map-marks > button').first().waitFor()
  expect(new URL(page.url()).pathname).toBe('/operate/map')

  await page.getByRole('button', { name: /Nguyễn Thị Hằng/ }).click()
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).click()
  await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor()
})

test('a session that ends in the middle says so and comes back to the same place', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/operate/nghe-an/notes', { ignore: /401/ })
  await page.locator('tbody tr').first().waitFor()
  centre.signedIn = false
  await page.getByRole('button', { name: 'Nội dung' }).click()
  await page.getByText('Phiên làm việc đã hết hạn').waitFor()
  await page.getByLabel('Thư điện tử').fill('trucban@nghean.example')
  await page.getByLabel('Mật khẩu').fill('dung')
  await page.keyboard.press('Enter')
  await page.locator('tbody tr').first().waitFor()
  expect(new URL(page.url()).search).toContain('sort=title')
})

test('a centre that does not answer is asked again until it does', async () => {
  const centre = await startExample('on')
  centre.broken.set('/api/ui', { status: 503, body: { code: 'starting' } })
  const page = await openConsole(centre, '/operate', { ignore: /503/ })
  await page.getByText('Chưa mở được trung tâm').waitFor()
  centre.broken.clear()
  await page.locator('.board').waitFor()
})

test('the portal can be read without script, in both languages, on a phone', async () => {
  const centre = await startExample('on', { signedIn: false })
  const page = await openConsole(centre, '/portal', {
    size: PHONE,
    javaScriptEnabled: false,
    ignore: /404/,
  })
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('vi')
  await page.getByRole('link', { name: 'Read this page in English' }).click()
  await page.getByText('Public portal').waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  const missing = await page.goto(`${centre.url}/portal/nowhere`)
  expect(missing?.status()).toBe(404)
  await page.getByText('Không có trang này').waitFor()
})

test('the portal is accessible and follows the chosen theme', async () => {
  const centre = await startExample('on', { signedIn: false })
  for (const size of [DESK, PHONE]) {
    const page = await openConsole(centre, '/portal', { size })
    expect(await accessibilityFaults(page)).toEqual([])
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: 'Đổi nền sáng, tối' }).click()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(await accessibilityFaults(page)).toEqual([])
  }
})

test('a sign-out in one tab is seen in the others', async () => {
  const centre = await startExample('on')
  const first = await openConsole(centre, '/operate', { ignore: /401/ })
  await first.getByText('Trực tiếp', { exact: true }).waitFor()
  const second = await openConsole(centre, '/operate', { context: first.context(), ignore: /401/ })
  await second.getByText('Trực tiếp', { exact: true }).waitFor()
  await second.getByRole('button', { name: /Nguyễn Thị Hằng/ }).click()
  await second.getByRole('menuitem', { name: 'Đăng xuất' }).click()
  await second.getByRole('heading', { name: 'Đăng nhập' }).waitFor()
  centre.cutStreams()
  await first.getByRole('heading', { name: 'Đăng nhập' }).waitFor()
})
