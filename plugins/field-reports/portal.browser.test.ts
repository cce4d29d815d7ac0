import { afterAll, beforeAll, expect, test } from 'vitest'
import { citizenBrowser, look, type Page } from './testkit/citizen-browser.ts'
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
const choose = (page: Page, buffer: Buffer, name = 'IMG_0001.jpg') =>
  page.locator('input[type=file]').nth(1).setInputFiles({ name, mimeType: 'image/jpeg', buffer })
const send = (page: Page) => page.getByRole('button', { name: 'Gửi phản ánh', exact: true })
const codeOf = async (page: Page) => (await page.locator('.fr-code').textContent()) ?? ''

test('a citizen on a phone sends a photo in three steps and reads how it goes on', async () => {
  const { context, page, broken } = await at.visit()
  await at.open(page, NEW)
  await look(page, 'citizen-1-empty')
  await choose(page, photo)
  await page.getByText('Ghim đặt theo vị trí trong ảnh').waitFor()
  await page.getByText('Phường Trường Vinh').waitFor()
  await page.getByLabel('Địa chỉ hoặc mốc dễ thấy').fill('Ngõ 12 Phong Định Cảng')
  await look(page, 'citizen-1-photo', { whole: true })
  await next(page).click()
  await look(page, 'citizen-2-empty')
  await page.getByText('Ngập úng', { exact: true }).click()
  await page
    .getByLabel('Kể ngắn gọn')
    .fill('Nước ngập tới đầu gối,\nđang tràn vào nhà số 12 và 14. Gọi 0912.345.678')
  await page.getByLabel('Đầu gối', { exact: true }).check()
  await look(page, 'citizen-2-told', { whole: true })
  await next(page).click()
  await page.getByLabel(/^Số điện thoại/).fill('0912 345 678')
  await look(page, 'citizen-3-check', { whole: true })
  const before = await at.count()
  await send(page).dblclick()
  await page.getByText(/^PA-\d{4}-\d{6}$/).waitFor()
  await look(page, 'citizen-4-sent')
  const code = await codeOf(page)
  expect(await at.count()).toBe(before + 1)
  expect(await at.find(code)).toMatchObject({
    commune: '16690',
    description: 'Nước ngập tới đầu gối, đang tràn vào nhà số 12 và 14. Gọi 0912.345.678',
    reporterPhone: '+84912345678',
    attributes: { depth: 'knee' },
    answers: 'Nước sâu tới đâu: Đầu gối',
    location: { coordinates: [105.6885, 18.6631] },
  })
  await page.getByRole('link', { name: 'Xem phản ánh' }).click()
  await page.getByText('Nước ngập tới đầu gối').waitFor()
  await page.getByText('•••').waitFor()
  await page.getByText('Bạn đã gửi phản ánh này từ máy này').waitFor()
  const upright = await page
    .getByRole('img', { name: 'Ảnh 1 của phản ánh' })
    .evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalHeight > one.naturalWidth))
  expect(upright).toBe(true)
  await look(page, 'citizen-5-received', { whole: true })
  expect(broken).toEqual([])
  await context.close()
}, 120_000)

test('the page of a report tells how it went: answers, the result, where it goes on', async () => {
  const { context, page, broken } = await at.visit()
  const operator = (await at.centre.token('operator')) as string
  const step = async (code: string, values: object) =>
    expect((await at.change('report', (await at.find(code)).id, values)).status).toBe(200)
  const say = async (code: string, text: string) =>
    at.centre.call(`/api/records/field-reports.report/${(await at.find(code)).id}/comments`, {
      method: 'POST',
      token: operator,
      body: { text, visibility: 'public' },
    })
  const location = { type: 'Point', coordinates: [105.6885, 18.6631] }
  const given = { category: 'road', description: 'Ổ gà sâu giữa đường', address: 'Số 46 Lê Duẩn', location }
  const photos = [(await at.upload(await phonePhoto('pothole'))).body.id]
  const { code } = (await at.send({ ...given, photos })).body
  for (const status of ['verified', 'assigned', 'accepted', 'in-progress']) await step(code, { status })
  const after = await fetch(`${at.centre.url}/api/files?name=sau.jpg`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await at.centre.token()}` },
    body: (await phonePhoto('repaired-road')) as never,
  })
  const { id } = (await after.json()) as { id: string }
  await step(code, { status: 'resolved', afterPhotos: [{ id }] })
  await say(code, 'Đã vá ổ gà bằng nhựa nóng, xe đi lại bình thường. Cảm ơn anh, số 0912 345 678.')
  await at.open(page, `/portal/field-reports/${code}`)
  expect(await page.getByRole('img', { name: /^Ảnh 1/ }).count()).toBe(2)
  expect(await page.getByText('cũng gặp chuyện này').count()).toBe(0)
  await page.getByText('Cảm ơn anh, số •••').waitFor()
  expect(await page.locator('.timeline li').allTextContents()).toHaveLength(6)
  await look(page, 'citizen-6-resolved', { whole: true })

  const { code: twin } = (await at.send({ ...given, description: 'Cùng ổ gà đó' })).body
  const { code: into } = (await at.send({ ...given, description: 'Ổ gà trước số 46' })).body
  await step(twin, { status: 'merged', mergedInto: (await at.find(into)).id })
  await at.open(page, `/portal/field-reports/${twin}`)
  await look(page, 'citizen-6-merged')
  await page.getByRole('link', { name: `Đã gộp vào ${into}` }).click()
  await page.getByRole('heading', { name: 'Đường, vỉa hè hỏng' }).waitFor()

  const { code: noise } = (
    await at.send({ ...given, category: 'noise', description: 'Hát to tới khuya', photos: [] })
  ).body
  await at.open(page, `/portal/field-reports/${noise}`)
  await page.getByText('không công khai ảnh và chỗ chính xác').waitFor()
  expect(await page.getByText('Lê Duẩn').count()).toBe(0)
  await look(page, 'citizen-6-sensitive', { whole: true })
  expect(await at.open(page, '/portal/field-reports/PA-2020-000009')).toBe(404)
  await look(page, 'citizen-6-missing')
  await page.getByLabel('Đã gửi rồi?').fill(` ${code.toLowerCase()}`)
  await page.getByRole('button', { name: 'Xem' }).click()
  await page.getByText('Đã vá ổ gà').waitFor()
  await at.open(page, '/portal/field-reports/recent', false)
  await page.getByRole('heading', { name: 'Phản ánh mới đây' }).waitFor()
  await look(page, 'citizen-7-recent')
  expect(broken).toEqual([])
  await context.close()
}, 120_000)

test('who sees the same follows from the form or from the page, once', async () => {
  const { context, page, broken } = await at.visit()
  const photos = [(await at.upload(await phonePhoto('fallen-tree'))).body.id]
  const location = { type: 'Point', coordinates: [105.6888, 18.6634] }
  const tree = { category: 'tree', description: 'Cây đổ chắn hết ngõ, kéo theo dây điện', location, photos }
  const { code } = (await at.send(tree)).body
  await at.open(page, NEW)
  await choose(page, photo)
  await page.getByText('Đã đặt ghim').waitFor()
  await next(page).click()
  await page.getByText('Cây xanh', { exact: true }).click()
  await page.getByText('Đã có người báo, cách đây').waitFor()
  await look(page, 'citizen-2-nearby', { whole: true })
  await page.getByRole('button', { name: 'Tôi cũng gặp' }).click()
  await page.getByText('Ngoài người gửi, 1 người cùng gặp').waitFor()
  await look(page, 'citizen-4-followed')
  expect((await at.find(code)).followers).toBe(1)
  await page.getByRole('link', { name: 'Xem phản ánh' }).click()
  await page.getByText('Bạn đã báo là cũng gặp').waitFor()
  await look(page, 'citizen-5-followed', { whole: true })

  const other = await at.visit()
  await at.open(other.page, `/portal/field-reports/${code}`)
  await other.page.getByRole('button', { name: 'Tôi cũng gặp' }).dblclick()
  await other.page.getByText('Bạn đã báo là cũng gặp').waitFor()
  await other.page.reload()
  await other.page.getByText('Bạn đã báo là cũng gặp').waitFor()
  expect((await at.find(code)).followers).toBe(2)
  expect([...broken, ...other.broken]).toEqual([])
  await context.close()
  await other.context.close()
}, 120_000)
