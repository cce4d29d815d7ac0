import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestCentre, findViolations, type TestCentre } from '@saola/sdk-testing'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumArgs, chromiumPath } from '../../../scripts/browser/chromium.ts'
import { phonePhoto, voicesFolder } from '../testkit/voices.ts'

const PHONE = { width: 390, height: 844 }
/** Where pictures of the screens go, for a person to look at. */
const pictures = process.env.SAOLA_PICTURES
let folder: Awaited<ReturnType<typeof voicesFolder>>
let centre: TestCentre
let browser: Browser

beforeAll(async () => {
  folder = await voicesFolder()
  centre = await createTestCentre({ plugins: [folder.dir], on: ['voices'] })
  browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs })
})
afterAll(async () => {
  await browser?.close()
  await centre?.[Symbol.asyncDispose]()
  await folder?.[Symbol.asyncDispose]()
})

async function visit(options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser.newContext({ viewport: PHONE, locale: 'vi-VN', ...options })
  const page = await context.newPage()
  const broken: string[] = []
  page.on('console', (message) => {
    if (
      message.type() === 'error' &&
      !/ERR_INTERNET_DISCONNECTED|status of 4|Failed to fetch/.test(message.text())
    )
      broken.push(message.text())
  })
  page.on('pageerror', (error) => broken.push(error.message))
  return { context, page, broken }
}

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}

const open = async (page: Page, path: string) => {
  const answer = await page.goto(centre.url + path)
  await page.locator('h1').first().waitFor()
  return answer?.status()
}
/** What the page holds once script has taken over. */
const live = (page: Page) => page.locator('#portal-page[data-live]').waitFor()

async function fillIn(page: Page): Promise<void> {
  await page.locator('input[type=file]').nth(1).setInputFiles(phonePhoto)
  await page.getByRole('img', { name: 'Ảnh 1' }).waitFor()
  await page.getByText('Đã đặt ghim: 18,67500; 105,68500').waitFor()
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Tiếp: chuyện gì xảy ra' }).click()
  await page.getByText('Ngập úng').click()
  await page.getByLabel('Kể ngắn gọn').fill(text)
  await page.getByRole('button', { name: 'Tiếp: xem lại và gửi' }).click()
}

const stored = async () => {
  const token = await centre.token()
  const path = '/api/records/voices.report?limit=100'
  const { body } = await centre.call<{ items: { code: string; text: string; photos: { id: string }[] }[] }>(
    path,
    { token },
  )
  return body.items
}

test('a report goes from a photo on a phone to its page, and no picture tells the place', async () => {
  const { context, page, broken } = await visit()
  expect(await open(page, '/portal')).toBe(200)
  await picture(page, 'home-phone')
  await page.getByRole('main').getByRole('link', { name: 'Gửi phản ánh' }).first().click()
  await live(page)
  await fillIn(page)
  await picture(page, 'new-1-phone')
  expect(await findViolations(page)).toEqual([])
  await write(page, 'Nước ngập tới đầu gối')
  await picture(page, 'new-3-phone')
  expect(await findViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Gửi phản ánh', exact: true }).dblclick()
  await page.getByText('Đã gửi, máy chủ đã nhận').waitFor()
  await picture(page, 'sent-phone')
  const [report, ...more] = await stored()
  expect(more).toEqual([])
  expect(report).toMatchObject({
    text: 'Nước ngập tới đầu gối',
    code: expect.stringMatching(/^PA-\d{4}-000001$/),
  })
  const code = report?.code ?? ''
  await page.getByText(code).waitFor()

  const reader = await visit({ javaScriptEnabled: false })
  expect(await open(reader.page, `/portal/voices/${code}`)).toBe(200)
  const img = reader.page.getByRole('img', { name: 'Ảnh của phản ánh' })
  expect(await img.evaluate((one: HTMLImageElement) => one.naturalHeight > one.naturalWidth)).toBe(true)
  await picture(reader.page, 'one-phone')
  for (const variant of ['large', 'medium', 'thumb']) {
    const answer = await fetch(`${centre.url}/api/files/${report?.photos[0]?.id}?variant=${variant}`)
    expect([answer.status, answer.headers.get('x-content-type-options')]).toEqual([200, 'nosniff'])
    const file = join(folder.dir, `${variant}.jpg`)
    await writeFile(file, Buffer.from(await answer.arrayBuffer()))
    expect(placesIn(file)).toEqual([])
  }
  expect(broken).toEqual([])
  await context.close()
  await reader.context.close()
})

/** Every tag of a picture that says where it was taken, as Debian's exiftool reads it. */
function placesIn(file: string): string[] {
  try {
    const [tags] = JSON.parse(execFileSync('exiftool', ['-json', '-n', file], { encoding: 'utf8' })) as [
      object,
    ]
    return Object.keys(tags).filter((name) => /gps|latitude|longitude|location/i.test(name))
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT' && !process.env.CI) return []
    throw error
  }
}

test('without a network the draft waits on the phone, says so, and goes later, once', async () => {
  const { context, page, broken } = await visit()
  await open(page, '/portal/voices/new')
  await live(page)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await expect.poll(() => kept(page), { timeout: 20_000 }).toBe(true)
  await context.setOffline(true)
  await page.reload()
  await live(page)
  await fillIn(page)
  await write(page, 'Gửi lúc mất mạng')
  await page.getByText('Không có mạng').waitFor()
  await picture(page, 'offline-3-phone')
  await page.getByRole('button', { name: 'Gửi phản ánh', exact: true }).click()
  await page.getByText('Chưa gửi: đang chờ mạng').waitFor()
  await picture(page, 'waiting-phone')
  expect(await findViolations(page)).toEqual([])
  const before = (await stored()).length
  await page.reload()
  await live(page)
  await page.getByText('Chưa gửi: đang chờ mạng').waitFor()
  await context.setOffline(false)
  await page.getByText('Đã gửi, máy chủ đã nhận').waitFor({ timeout: 30_000 })
  const after = await stored()
  expect(after.length).toBe(before + 1)
  expect(after.find(({ text }) => text === 'Gửi lúc mất mạng')?.photos).toHaveLength(1)
  expect(broken).toEqual([])
  await context.close()
})

/** Whether the worker has the page, the modules it needs and the map. */
function kept(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const cache = await caches.open('saola-portal-1')
    const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname)
    const has = (pattern: RegExp) => paths.some((path) => pattern.test(path))
    return (
      has(/^\/portal\/voices\/new$/) &&
      has(/pin-map/) &&
      has(/lite\.esm/) &&
      has(/portal\/new\.js$/) &&
      has(/sdk-web-portal/)
    )
  })
}

test('without script pages read, and the form says what it needs', async () => {
  const { context, page } = await visit({ javaScriptEnabled: false })
  await open(page, '/portal/voices/new')
  expect(await page.getByText('Biểu mẫu này cần JavaScript').isVisible()).toBe(true)
  await picture(page, 'noscript-phone')
  await context.close()
})

test('what fails or is off stays in the look of the portal', async () => {
  const { context, page } = await visit({ viewport: { width: 1440, height: 900 } })
  expect(await open(page, '/portal')).toBe(200)
  await picture(page, 'home-desktop')
  expect(await findViolations(page)).toEqual([])
  expect(await open(page, '/portal/voices/PA-2026-999999')).toBe(404)
  expect(await page.locator('h1').textContent()).toContain('Không có mã PA-2026-999999')
  expect(await open(page, '/portal/voices/x?broken=1')).toBe(502)
  expect(await page.content()).not.toContain('the cable is cut')
  await picture(page, 'failed-desktop')
  expect(await open(page, '/portal/voices/x/y')).toBe(404)
  expect(await open(page, '/portal/nobody')).toBe(404)
  await centre.disable('voices')
  expect(await open(page, '/portal/voices/new')).toBe(404)
  expect(await page.locator('main').textContent()).toContain('Tiếng dân')
  await picture(page, 'off-desktop')
  expect(await findViolations(page)).toEqual([])
  await open(page, '/portal')
  expect(await page.getByText('Chưa có dịch vụ công khai nào').isVisible()).toBe(true)
  await centre.enable('voices')
  await context.close()
})

test('in a dark room, and by keys alone', async () => {
  const { context, page, broken } = await visit({ colorScheme: 'dark' })
  await open(page, '/portal')
  expect(await findViolations(page)).toEqual([])
  await picture(page, 'home-phone-dark')
  await open(page, '/portal/voices/new')
  await live(page)
  const map = page.getByRole('region', { name: /^Bản đồ/ })
  await map.locator('path').first().waitFor({ state: 'attached' })
  await map.focus()
  await page.keyboard.press('ArrowUp')
  await page.getByText('Đã đặt ghim').waitFor()
  expect(await findViolations(page)).toEqual([])
  await picture(page, 'new-1-phone-dark')
  expect(broken).toEqual([])
  await context.close()
})
