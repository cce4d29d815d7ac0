import { afterAll, beforeAll, expect, test } from 'vitest'
import { citizenBrowser, look } from './testkit/citizen-browser.ts'
import { phonePhoto } from './testkit/phone-photo.ts'

let at: Awaited<ReturnType<typeof citizenBrowser>>
beforeAll(async () => {
  at = await citizenBrowser()
}, 120_000)
afterAll(() => at?.[Symbol.asyncDispose]())

const NEW = '/portal/field-reports/new'
const LONG = 'Nghiêngngảnghoằnngoèokhúckhuỷu'.repeat(6)
const location = { type: 'Point', coordinates: [105.6885, 18.6631] }
const long = { category: 'flooding', description: `${LONG} ngập sâu`, address: LONG, location }

test('by keys alone, from the first step to the code', async () => {
  const { context, page, broken } = await at.visit()
  await at.open(page, NEW)
  const tabTo = async (name: RegExp) => {
    for (let times = 0; times < 60; times += 1) {
      await page.keyboard.press('Tab')
      const found = await page.evaluate(() => {
        const one = document.activeElement as HTMLElement | null
        const label = (one as HTMLInputElement | null)?.labels?.[0]?.textContent
        return `${one?.getAttribute('aria-label') ?? ''} ${label ?? ''} ${one?.textContent ?? ''}`.trim()
      })
      if (name.test(found)) return
    }
    throw new Error(`Tab does not come to ${name}`)
  }
  await tabTo(/^Bản đồ/)
  await page.keyboard.press('ArrowUp')
  await page.getByText('Đã đặt ghim').waitFor()
  await tabTo(/^Tiếp/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Chuyện gì xảy ra?' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content')
  await tabTo(/Ngập úng/)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await tabTo(/^Kể ngắn gọn/)
  await page.keyboard.type('Chỉ dùng bàn phím')
  await tabTo(/^Tiếp/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Xem lại rồi gửi' }).waitFor()
  await tabTo(/^Gửi phản ánh$/)
  await page.keyboard.press('Enter')
  await page.getByText(/^PA-\d{4}-\d{6}$/).waitFor()
  expect(await at.find((await page.locator('.fr-code').textContent()) ?? '')).toMatchObject({
    description: 'Chỉ dùng bàn phím',
  })
  expect(broken).toEqual([])
  await context.close()
}, 120_000)

test('the way back of the phone goes one step back, and what was written stays', async () => {
  const { context, page } = await at.visit()
  await at.open(page, NEW)
  await page.getByLabel('Địa chỉ hoặc mốc dễ thấy').fill('12 Lê Lợi, phường Hưng Bình')
  await page.getByText('Phường Thành Vinh (trước 01/07/2025: Phường Hưng Bình, Thành phố Vinh)').waitFor()
  await look(page, 'citizen-1-old-name', { whole: true })
  await page.getByRole('button', { name: /^Tiếp/ }).click()
  await page.getByText('Đèn đường', { exact: true }).click()
  await page.getByLabel('Kể ngắn gọn').fill('Đèn tắt')
  await page.getByRole('button', { name: /^Tiếp/ }).click()
  await page.goBack()
  await page.getByRole('heading', { name: 'Chuyện gì xảy ra?' }).waitFor()
  expect(await page.getByLabel('Kể ngắn gọn').inputValue()).toBe('Đèn tắt')
  await page.getByRole('link', { name: 'Quay lại' }).click()
  await page.getByRole('heading', { name: 'Ảnh và nơi xảy ra' }).waitFor()
  await page.goForward()
  await page.getByRole('button', { name: /^Tiếp/ }).click()
  await page.getByRole('button', { name: 'Sửa' }).click()
  await page.getByRole('heading', { name: 'Ảnh và nơi xảy ra' }).waitFor()
  await page.getByRole('button', { name: /^Tiếp/ }).click()
  await page.getByRole('button', { name: /^Tiếp/ }).click()
  await page.getByRole('button', { name: 'Gửi phản ánh', exact: true }).click()
  await page.getByText(/^PA-\d{4}-\d{6}$/).waitFor()
  expect(await at.find((await page.locator('.fr-code').textContent()) ?? '')).toMatchObject({
    commune: '16681',
    address: '12 Lê Lợi, phường Hưng Bình',
  })
  await context.close()
}, 120_000)

test('a category that is not public says so instead of leading nowhere', async () => {
  const { context, page } = await at.visit()
  await at.open(page, NEW)
  await page.getByLabel('Địa chỉ hoặc mốc dễ thấy').fill('Chợ Vinh')
  await page.getByRole('button', { name: /^Tiếp/ }).click()
  await page.getByText('An ninh, trật tự', { exact: true }).click()
  await page.getByLabel('Kể ngắn gọn').fill('Đua xe')
  await page.getByRole('button', { name: /^Tiếp/ }).click()
  await page.getByRole('button', { name: 'Gửi phản ánh', exact: true }).click()
  await page.getByText('không hiện công khai').waitFor()
  expect(await page.getByRole('link', { name: 'Xem phản ánh' }).count()).toBe(0)
  await look(page, 'citizen-4-hidden')
  await context.close()
}, 120_000)

test('a photo that cannot be read, or was taken elsewhere, is said and moves no pin', async () => {
  const { context, page } = await at.visit()
  await at.open(page, NEW)
  const choose = (name: string, mimeType: string, buffer: Buffer) =>
    page.locator('input[type=file]').nth(1).setInputFiles({ name, mimeType, buffer })
  await choose('IMG_7.heic', 'image/heic', Buffer.from('0000ftypheic0000'))
  await page.getByText('không đọc được ảnh HEIC').waitFor()
  await look(page, 'citizen-9-heic')
  await choose('a.jpg', 'image/jpeg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  await page.getByText('Không đọc được ảnh “a.jpg”').waitFor()
  await choose('hanoi.jpg', 'image/jpeg', await phonePhoto('pothole', { longitude: 105.85, latitude: 21.03 }))
  await page.getByRole('img', { name: 'Ảnh 1' }).waitFor()
  await page.getByText('Chưa đặt ghim').waitFor()
  await context.close()
}, 120_000)

test('without script every page reads, and the form says what it needs', async () => {
  const { code } = (await at.send(long)).body
  const { context, page } = await at.visit({ javaScriptEnabled: false })
  await page.goto(at.centre.url + NEW)
  expect(await page.getByText('Biểu mẫu này cần JavaScript').isVisible()).toBe(true)
  expect(await page.getByRole('link', { name: '112' }).isVisible()).toBe(true)
  await page.goto(`${at.centre.url}/portal/field-reports/${code}`)
  expect(await page.getByText('ngập sâu').isVisible()).toBe(true)
  expect(await page.getByText('Trung tâm đã nhận').isVisible()).toBe(true)
  expect(await page.getByRole('button', { name: 'Tôi cũng gặp' }).count()).toBe(0)
  await page.goto(`${at.centre.url}/portal/field-reports/recent`)
  await page.getByLabel('Đã gửi rồi?').fill(code)
  await page.getByRole('button', { name: 'Xem' }).click()
  expect(await page.getByText('ngập sâu').isVisible()).toBe(true)
  await page.goto(`${at.centre.url}/portal/field-reports/${code}?lang=en`)
  expect(await page.getByText('The centre has it').isVisible()).toBe(true)
  await page.goto(`${at.centre.url}/portal/field-reports/${code}`)
  expect(await page.getByText('The centre has it').isVisible()).toBe(true)
  await context.close()
}, 120_000)

test('at a desk, at 200 %, with the longest words, in English: nothing stands out of its place', async () => {
  const photos = [(await at.upload(await phonePhoto('garbage-pile'))).body.id]
  const { code } = (await at.send({ ...long, photos })).body
  const desk = await at.visit({ viewport: { width: 1440, height: 900 } })
  await at.open(desk.page, `/portal/field-reports/${code}`)
  await look(desk.page, 'citizen-desk-page')
  await at.open(desk.page, '/portal/field-reports/recent', false)
  await look(desk.page, 'citizen-desk-recent')
  await at.open(desk.page, NEW)
  await look(desk.page, 'citizen-desk-new')
  await desk.context.close()
  // 320 is what is left of a desk at 400 %, and of a small tablet at 200 %.
  const { context, page } = await at.visit({ viewport: { width: 320, height: 700 }, deviceScaleFactor: 2 })
  await at.open(page, `/portal/field-reports/${code}?lang=en`)
  await look(page, 'citizen-zoom-page')
  await at.open(page, '/portal/field-reports/recent?lang=en', false)
  await look(page, 'citizen-zoom-recent')
  await at.open(page, `${NEW}?lang=en`)
  await look(page, 'citizen-zoom-new', { whole: true })
  await page.getByLabel('Address or landmark').fill(LONG)
  await page.getByRole('button', { name: /^Next/ }).click()
  await page.getByText('Flooding', { exact: true }).click()
  await page.getByLabel('In a few words').fill(LONG)
  await page.getByRole('button', { name: /^Next/ }).click()
  await look(page, 'citizen-zoom-check', { whole: true })
  await context.close()
}, 180_000)
