import { afterAll, beforeAll, expect, test } from 'vitest'
import { citizenBrowser, live, look, type Page } from './testkit/citizen-browser.ts'
import { phonePhoto } from './testkit/phone-photo.ts'

let at: Awaited<ReturnType<typeof citizenBrowser>>
let photo: Buffer
beforeAll(async () => {
  photo = await phonePhoto()
  at = await citizenBrowser()
}, 120_000)
afterAll(() => at?.[Symbol.asyncDispose]())

const NEW = '/portal/field-reports/new'
const next = (page: Page) => page.getByRole('button', { name: /^Tiếp/ })
const send = (page: Page) => page.getByRole('button', { name: 'Gửi phản ánh', exact: true })
const choose = (page: Page) =>
  page
    .locator('input[type=file]')
    .nth(1)
    .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: photo })

/** Everything but the last press. */
async function fillIn(page: Page, text: string, kind = 'Ngập úng'): Promise<void> {
  await choose(page)
  await page.getByText('Đã đặt ghim').waitFor()
  await next(page).click()
  await page.getByText(kind, { exact: true }).click()
  await page.getByLabel('Kể ngắn gọn').fill(text)
  await next(page).click()
}

const stored = async (text: string) => {
  const search = encodeURIComponent(text)
  const { body } = await at.centre.call<{ items: { description: string; photos: object[] | null }[] }>(
    `/api/records/field-reports.report?search=${search}`,
    { token: await at.centre.token() },
  )
  return body.items.filter(({ description }) => description === text)
}

/** The worker has the page and what it is made of. */
const ready = (page: Page) =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const cache = await caches.open('saola-portal-1')
          const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname)
          return [/^\/portal\/field-reports\/new$/, /pin-map/, /lite\.esm/, /sdk-web-portal/].every(
            (pattern) => paths.some((path) => pattern.test(path)),
          )
        }),
      { timeout: 30_000 },
    )
    .toBe(true)

test('without a network a report and a "me too" wait on the phone, say so, and go later, once', async () => {
  const { code } = (
    await at.send({
      category: 'tree',
      description: 'Cây đổ',
      location: { type: 'Point', coordinates: [105.6888, 18.6634] },
    })
  ).body
  const { context, page, broken } = await at.visit()
  await at.open(page, `/portal/field-reports/${code}`)
  await at.open(page, NEW)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await ready(page)
  await at.open(page, `/portal/field-reports/${code}`)
  await context.setOffline(true)
  await page.reload()
  await live(page)
  await page.getByText('đây là bản lưu trên máy').waitFor()
  await page.getByRole('button', { name: 'Tôi cũng gặp' }).click()
  await page.getByText('Lượt “Tôi cũng gặp” nằm trên máy này').waitFor()
  await look(page, 'citizen-8-page-offline')

  await at.open(page, NEW)
  await fillIn(page, 'Gửi lúc mất mạng')
  await page.getByText('Không có mạng').waitFor()
  await look(page, 'citizen-8-check-offline', { whole: true })
  await send(page).click()
  await page.getByText('Chưa gửi được: đang chờ mạng').waitFor()
  await look(page, 'citizen-8-waiting')
  await page.reload()
  await live(page)
  await page.getByText('Chưa gửi: đang chờ mạng').first().waitFor()
  await look(page, 'citizen-8-list', { whole: true })
  expect([(await stored('Gửi lúc mất mạng')).length, (await at.find(code)).followers]).toEqual([0, 0])
  await context.setOffline(false)
  await page.getByText('Đã gửi, máy chủ đã nhận').nth(1).waitFor({ timeout: 60_000 })
  await look(page, 'citizen-8-list-sent', { whole: true })
  expect(await stored('Gửi lúc mất mạng')).toMatchObject([{ photos: [{}] }])
  expect((await at.find(code)).followers).toBe(1)
  expect(broken).toEqual([])
  await context.close()
}, 180_000)

test('a report that was refused says why, beside the value, and goes once it is mended', async () => {
  const { context, page } = await at.visit()
  await at.open(page, NEW)
  await fillIn(page, 'Số điện thoại sai')
  await page.getByLabel(/^Số điện thoại/).fill('gọi anh Ba')
  await send(page).click()
  await page.locator('.fault').getByText('Cần một số điện thoại').waitFor()
  await look(page, 'citizen-9-refused', { whole: true })
  expect(await stored('Số điện thoại sai')).toEqual([])
  await page.reload()
  await live(page)
  await page.getByRole('img', { name: 'Ảnh 1' }).waitFor()
  await next(page).click()
  await next(page).click()
  await page.getByLabel(/^Số điện thoại/).fill('0912 345 678')
  await send(page).click()
  await page.getByText(/^PA-\d{4}-\d{6}$/).waitFor()
  expect(await stored('Số điện thoại sai')).toMatchObject([{ photos: [{}] }])
  await context.close()
}, 120_000)

test('a tab that is killed while it sends leaves one report, sent by the next tab', async () => {
  const { context, page } = await at.visit()
  await at.open(page, NEW)
  await fillIn(page, 'Bị tắt giữa chừng')
  let answered = false
  await context.route('**/api/x/field-reports/reports', async (route) => {
    // The server does it, and its answer gets lost with the tab.
    await route.fetch()
    answered = true
    await new Promise(() => {})
  })
  await send(page).click()
  await expect.poll(() => answered, { timeout: 20_000 }).toBe(true)
  await page.close()
  await context.unroute('**/api/x/field-reports/reports')
  const other = await context.newPage()
  await at.open(other, NEW)
  await other.getByText('Đã gửi, máy chủ đã nhận').waitFor({ timeout: 60_000 })
  expect(await stored('Bị tắt giữa chừng')).toHaveLength(1)
  await context.close()
}, 120_000)

test('a server that is busy is called busy, not a missing network, and gets it later', async () => {
  const { context, page } = await at.visit()
  await at.open(page, NEW)
  await fillIn(page, 'Máy chủ bận')
  const door = '**/api/x/field-reports/reports'
  await context.route(door, (route) =>
    route.fulfill({ status: 503, json: { code: 'not-ready', title: 'x' } }),
  )
  await send(page).click()
  await page.getByRole('heading', { name: 'Chưa gửi được: máy chủ đang bận' }).waitFor()
  await context.unroute(door)
  await page.getByRole('heading', { name: 'Đã gửi' }).waitFor({ timeout: 60_000 })
  expect(await stored('Máy chủ bận')).toMatchObject([{ photos: [{}] }])
  await context.close()
}, 120_000)

test('two tabs write two reports, and neither takes the words of the other', async () => {
  const { context, page } = await at.visit()
  await at.open(page, NEW)
  await fillIn(page, 'Từ thẻ thứ nhất')
  const other = await context.newPage()
  await at.open(other, NEW)
  expect(await other.getByRole('img', { name: 'Ảnh 1' }).count()).toBe(0)
  await fillIn(other, 'Từ thẻ thứ hai')
  await send(page).click()
  await send(other).click()
  await page.getByText(/^PA-\d{4}-\d{6}$/).waitFor()
  await other.getByText(/^PA-\d{4}-\d{6}$/).waitFor()
  expect([(await stored('Từ thẻ thứ nhất')).length, (await stored('Từ thẻ thứ hai')).length]).toEqual([1, 1])
  await other.close()
  await page.getByRole('button', { name: 'Gửi phản ánh khác' }).click()
  await page.getByLabel('Địa chỉ hoặc mốc dễ thấy').fill('Chợ Vinh')
  await page.getByText('nháp đã giữ').waitFor()
  await page.close()
  const third = await context.newPage()
  await at.open(third, NEW)
  await expect.poll(() => third.getByLabel('Địa chỉ hoặc mốc dễ thấy').inputValue()).toBe('Chợ Vinh')
  await context.close()
}, 120_000)

test('a device without room says that nothing is kept, and sends all the same', async () => {
  const { context, page } = await at.visit()
  await at.open(page, NEW)
  const session = await context.newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: at.centre.url, quotaSize: 2_000 })
  await fillIn(page, 'Máy hết chỗ')
  await page.getByText('Máy không giữ được bản nháp').waitFor()
  await look(page, 'citizen-9-unkept', { whole: true })
  await context.setOffline(true)
  await send(page).click()
  await page.getByText('Chưa gửi được. Nội dung còn trong trang này').waitFor()
  await look(page, 'citizen-9-unkept-offline', { whole: true })
  await context.setOffline(false)
  await send(page).click()
  await page.getByText(/^PA-\d{4}-\d{6}$/).waitFor()
  expect(await stored('Máy hết chỗ')).toMatchObject([{ photos: [{}] }])
  await context.close()
}, 120_000)
