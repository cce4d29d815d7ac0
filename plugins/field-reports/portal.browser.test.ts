import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestCentre, findViolations, launchChromium, type TestCentre } from '@saola/sdk-testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { built } from './testkit/built.ts'

/** Where pictures of the screens go, for a person to look at. */
const pictures = process.env.SAOLA_PICTURES
type Browser = Awaited<ReturnType<typeof launchChromium>>
let dir = ''
let centre: TestCentre
let browser: Browser

beforeAll(async () => {
  dir = await built()
  centre = await createTestCentre({ plugins: [dir], on: ['field-reports'] })
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await centre?.[Symbol.asyncDispose]()
  if (dir) await rm(dir, { recursive: true, force: true })
})

test('a citizen on a phone sends a report in four steps and reads its page', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' })
  const page = await context.newPage()
  const shot = async (name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `field-reports-${name}.png`) })
    expect(await findViolations(page), name).toEqual([])
  }
  if (pictures) await mkdir(pictures, { recursive: true })
  await page.goto(`${centre.url}/portal/field-reports/new`)
  await page.locator('#portal-page[data-live]').waitFor()
  await page.getByText('Ngập úng').click()
  await shot('1-what')
  await page.getByRole('button', { name: 'Tiếp: ảnh' }).click()
  await shot('2-photo')
  await page.getByRole('button', { name: 'Không có ảnh, đi tiếp' }).click()
  const map = page.getByRole('region', { name: /Bản đồ/ })
  await map.waitFor()
  expect(await page.getByRole('button', { name: 'Tiếp: kể và gửi' }).isEnabled()).toBe(false)
  await page.getByLabel('Địa chỉ hoặc mốc dễ thấy').fill('Ngõ 12 Phong Định Cảng')
  await shot('3-where')
  await page.getByRole('button', { name: 'Tiếp: kể và gửi' }).click()
  await page.getByLabel('Kể ngắn gọn', { exact: true }).fill('Nước ngập tới đầu gối')
  await shot('4-send')
  await page.getByRole('button', { name: 'Gửi phản ánh', exact: true }).click()
  await page.getByText(/^PA-\d{4}-\d{6}$/).waitFor()
  await shot('5-sent')
  await page.getByRole('link', { name: 'Xem phản ánh' }).click()
  await page.getByText('Nước ngập tới đầu gối').waitFor()
  await shot('6-one')
  await page.goto(`${centre.url}/portal/field-reports/recent`)
  await page.getByRole('heading', { name: 'Phản ánh mới đây' }).waitFor()
  await shot('7-recent')
  await context.close()
}, 120_000)
