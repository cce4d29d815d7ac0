import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestCentre, findViolations, launchChromium, signIn, type TestCentre } from '@saola/sdk-testing'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { built } from './testkit/built.ts'

/** Where pictures of the screens go, for a person to look at. */
const pictures = process.env.SAOLA_PICTURES
type Browser = Awaited<ReturnType<typeof launchChromium>>
type Page = Awaited<ReturnType<Browser['newPage']>>

const REPORTS = '/api/records/field-reports.report'
const INBOX = '/operate/field-reports/inbox'
const DESK = { width: 1440, height: 900 }
const examples = new URL('../../examples/', import.meta.url).pathname
let dir = ''
let centre: TestCentre
let browser: Browser
let flooding = ''
/** The unit of the officer. */
const OFFICE = 'ha-tang-16690'
const opened: Page[] = []

interface Report {
  id: string
  code: string
  version: number
  status: string
  unit: string | null
  description: string
  afterPhotos: { id: string }[] | null
}

beforeAll(async () => {
  dir = await built()
  centre = await createTestCentre({
    plugins: [dir, examples],
    on: ['nghe-an', 'field-reports'],
    accounts: [
      { role: 'administrator', email: 'administrator@test.example', name: 'Trần Quốc Việt' },
      { role: 'operator', email: 'operator@test.example', name: 'Nguyễn Thị Hằng' },
      { role: 'officer', email: 'officer@test.example', name: 'Phạm Minh Tuấn', units: [OFFICE] },
    ],
  })
  browser = await launchChromium()
  if (pictures) await mkdir(pictures, { recursive: true })
  const filter = JSON.stringify({ op: '=', args: [{ property: 'code' }, 'flooding'] })
  const { body } = await centre.call<{ items: { id: string }[] }>(
    `/api/records/field-reports.category?filter=${encodeURIComponent(filter)}`,
    { token: await centre.token() },
  )
  flooding = body.items[0]?.id ?? ''
}, 120_000)
afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close()
})
afterAll(async () => {
  await browser?.close()
  await centre?.[Symbol.asyncDispose]()
  if (dir) await rm(dir, { recursive: true, force: true })
})

interface How {
  size?: { width: number; height: number }
  theme?: 'dark' | 'light'
}

async function open(role: string, path = INBOX, { size = DESK, theme = 'dark' }: How = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: 'vi-VN' })
  const page = await context.newPage()
  opened.push(page)
  await page.addInitScript((name) => localStorage.setItem('saola.theme', name), theme)
  await signIn(page, centre, role)
  await page.goto(centre.url + path)
  return page
}

async function send(values: object = {}): Promise<Report> {
  const { status, body } = await centre.call<Report>(REPORTS, {
    method: 'POST',
    token: await centre.token(),
    body: {
      category: flooding,
      description: 'Vỡ ống nước đường Nguyễn Du, số 112',
      location: { type: 'Point', coordinates: [105.6712, 18.6653] },
      requestedAt: new Date().toISOString(),
      reporterName: 'Lê Lan',
      reporterPhone: '0912345678',
      ...values,
    } as never,
  })
  expect(status).toBe(201)
  return body
}

async function change(id: string, values: object, role = 'administrator'): Promise<number> {
  const { status } = await centre.call(`${REPORTS}/${id}`, {
    method: 'PATCH',
    token: await centre.token(role),
    body: values as never,
  })
  return status
}

const read = async (id: string) =>
  (await centre.call<Report>(`${REPORTS}/${id}`, { token: await centre.token() })).body
const soon = <T>(get: () => T | Promise<T>) => expect.poll(get, { timeout: 20_000 })
const rows = (page: Page) => page.locator('tr[data-key]')
const row = (page: Page, { id }: { id: string }) => page.locator(`tr[data-key="${id}"]`)
const drawer = (page: Page) => page.locator('dialog.drawer')
const step = (page: Page, name: string) => drawer(page).getByRole('button', { name, exact: true })
const count = (page: Page, tab: string) => async () =>
  Number((await page.getByRole('tab', { name: tab }).textContent())?.replace(/\D/g, ''))

async function look(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() => [...document.images].every((image) => image.complete))
  if (pictures) await page.screenshot({ path: join(pictures, `inbox-${name}.png`) })
  expect(await findViolations(page), name).toEqual([])
}

test('a new report arrives above the others without reload, and moves nothing under the pointer', async () => {
  const page = await open('operator')
  await rows(page).first().waitFor()
  const before = await count(page, 'Ca này')()
  const third = rows(page).nth(2)
  const text = await third.textContent()
  await third.hover()
  const at = await third.boundingBox()
  const made = await send()
  await soon(count(page, 'Ca này')).toBe(before + 1)
  await page.getByRole('button', { name: '1 dòng mới' }).waitFor()
  const same = page.locator('tr[data-key]', { hasText: text?.slice(0, 60) ?? '' }).first()
  expect((await same.boundingBox())?.y).toBeCloseTo(at?.y ?? 0, 0)
  await page.getByRole('button', { name: '1 dòng mới' }).click()
  await row(page, made).waitFor()
  expect(await row(page, made).getAttribute('data-state')).toBe('new')
  await look(page, 'arrived')
}, 120_000)

test('an operator triages by keys alone: search, verify, undo, assign, ask, resolve with a photo', async () => {
  const made = await send({ description: 'Nước tràn hố ga trước cổng trường Lê Lợi, cột 7Q' })
  const page = await open('operator')
  await rows(page).first().waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('nuoc tran 7q')
  await soon(() => new URL(page.url()).searchParams.get('q')).toBe('nuoc tran 7q')
  await soon(() => rows(page).count()).toBe(1)
  await page.getByLabel('Tìm, không cần dấu').blur()
  await page.keyboard.press('j')
  expect(await row(page, made).evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await drawer(page).waitFor()
  await step(page, 'Xác minh').waitFor()
  await look(page, 'drawer')

  await page.keyboard.press('s')
  await soon(async () => (await read(made.id)).status).toBe('verified')
  await page.getByText(`Xác minh: ${made.code}`).waitFor()
  await page.keyboard.press('z')
  await soon(async () => (await read(made.id)).status).toBe('received')
  await step(page, 'Xác minh').waitFor()
  await page.keyboard.press('s')
  await step(page, 'Giao việc').waitFor()

  await page.keyboard.press('a')
  const unit = drawer(page).getByRole('combobox')
  await unit.waitFor()
  await unit.fill('truong vinh')
  await page
    .getByRole('option', { name: /Trường Vinh/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await look(page, 'assign')
  await drawer(page).getByRole('button', { name: 'Giao việc' }).click()
  await soon(async () => (await read(made.id)).status).toBe('assigned')
  expect((await read(made.id)).unit).not.toBeNull()

  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await step(page, 'Nhận việc').waitFor()
  await page.keyboard.press('s')
  await step(page, 'Bắt đầu xử lý').waitFor()
  await page.keyboard.press('s')
  await step(page, 'Hỏi thêm thông tin').click()
  await drawer(page).getByLabel('Nhắn người gửi').fill('Xin thêm một ảnh chụp gần')
  await drawer(page).getByRole('button', { name: 'Hỏi thêm thông tin' }).click()
  await soon(() => row(page, made).textContent()).toContain('tạm dừng')

  await page.keyboard.press('m')
  const note = drawer(page).getByLabel('Ghi chú')
  await soon(() => note.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type('Đã khoá van')
  await page.keyboard.press('Control+Enter')
  await drawer(page).getByText('Đã khoá van').waitFor()
  const story = drawer(page).getByRole('list', { name: 'Diễn biến, mới nhất trước' })
  await story.getByText('hỏi thêm thông tin').waitFor()
  expect(await story.textContent()).toContain('Nguyễn Thị Hằng')
  expect(await story.getByText('Công khai').count()).toBe(1)
  expect(await story.getByText('Nội bộ').count()).toBe(1)
  await look(page, 'history')

  await drawer(page).getByRole('button', { name: 'Việc khác' }).click()
  await page.getByRole('menuitem', { name: 'Bắt đầu xử lý' }).click()
  await soon(async () => (await read(made.id)).status).toBe('in-progress')
  await step(page, 'Báo đã xử lý').click()
  const colours = { width: 640, height: 400, channels: 3, background: '#3a7' } as const
  const photo = await sharp({ create: colours }).jpeg().toBuffer()
  await drawer(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'sau.jpg', mimeType: 'image/jpeg', buffer: photo })
  await drawer(page).locator('.file-thumb').waitFor()
  await drawer(page).getByLabel('Nhắn người gửi').fill('Đã hút hố ga')
  await look(page, 'resolve')
  await drawer(page).getByRole('button', { name: 'Báo đã xử lý' }).click()
  await soon(async () => (await read(made.id)).status).toBe('resolved')
  expect((await read(made.id)).afterPhotos).toHaveLength(1)

  await page.getByRole('tab', { name: 'Tổng quan' }).click()
  await drawer(page)
    .getByRole('button', { name: /Xem lớn/ })
    .click()
  await page.getByText('Ảnh 1 trên 1').waitFor()
  await look(page, 'lightbox')
  await page.keyboard.press('Escape')
  expect(await page.locator('.lightbox').count()).toBe(0)
  // It no longer belongs to open work: it stays where it was, marked.
  expect(await row(page, made).getAttribute('data-state')).toBe('gone')
}, 180_000)

test('keys never take what somebody types, and can be switched off', async () => {
  const page = await open('operator')
  await rows(page).first().waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor()
  await look(page, 'keys')
  await page.getByRole('switch', { name: 'Dùng phím một chữ' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  expect(await page.getByRole('dialog', { name: 'Phím tắt' }).count()).toBe(0)
  await page.keyboard.press('/')
  expect(await page.getByLabel('Tìm, không cần dấu').evaluate((one) => one === document.activeElement)).toBe(
    false,
  )
}, 60_000)

test('an officer sees what an officer may do, and giving back needs a reason', async () => {
  const made = await send({ description: 'Cây nghiêng ra đường Hồ Tùng Mậu', status: 'received' })
  expect(await change(made.id, { unit: OFFICE })).toBe(200)
  const page = await open('officer', `${INBOX}?record=${made.id}`)
  await step(page, 'Hỏi thêm thông tin').waitFor()
  expect(await step(page, 'Xác minh').count()).toBe(0)
  expect(await drawer(page).textContent()).not.toContain('Lê Lan')
  await drawer(page).getByText('ngoài quyền xem').first().waitFor()

  expect(await change(made.id, { status: 'verified' })).toBe(200)
  expect(await change(made.id, { status: 'assigned', unit: OFFICE })).toBe(200)
  await step(page, 'Nhận việc').waitFor()
  await drawer(page).getByRole('button', { name: 'Việc khác' }).click()
  await page.getByRole('menuitem', { name: 'Trả lại' }).click()
  await drawer(page).getByRole('button', { name: 'Trả lại' }).click()
  await drawer(page).locator('[aria-invalid=true]').first().waitFor()
  // Bringing the wrong field into sight moves the form, never the frame around it.
  expect(await page.evaluate(() => [scrollY, document.querySelector('.op')?.scrollTop])).toEqual([0, 0])
  await look(page, 'officer-reason')
  await drawer(page).getByLabel(/Lý do/).fill('Thuộc công ty Công viên cây xanh')
  await drawer(page).getByRole('button', { name: 'Trả lại' }).click()
  await soon(async () => (await read(made.id)).status).toBe('returned')
}, 120_000)

test('who was faster is told apart, and the person decides', async () => {
  const made = await send({ description: 'Đèn đường chập ngõ 3 Nguyễn Sỹ Sách' })
  const page = await open('operator', `${INBOX}?record=${made.id}`)
  await step(page, 'Xác minh').waitFor()
  let first = true
  await page.route(`**${REPORTS}/${made.id}`, async (route) => {
    if (route.request().method() === 'PATCH' && first) {
      first = false
      await change(made.id, { address: 'Ngõ 5 Nguyễn Sỹ Sách' }, 'operator')
    }
    await route.continue()
  })
  await step(page, 'Xác minh').click()
  await drawer(page).getByText('test operator vừa đổi bản ghi này').waitFor()
  expect(await drawer(page).locator('.note', { hasText: 'Địa chỉ' }).count()).toBe(1)
  await look(page, 'conflict')
  expect((await read(made.id)).status).toBe('received')
  await drawer(page).getByRole('button', { name: 'Vẫn làm' }).click()
  await soon(async () => (await read(made.id)).status).toBe('verified')
}, 120_000)

test('two that are one become one, from what is near; it can be taken back', async () => {
  const place = { location: { type: 'Point', coordinates: [105.6801, 18.7002] } }
  const older = await send({ description: 'Ngập sâu ở ngã ba Quán Bánh', ...place })
  const made = await send({ description: 'Ngã ba Quán Bánh ngập, xe chết máy', ...place })
  const page = await open('operator', `${INBOX}?record=${made.id}`)
  await page.getByRole('tab', { name: 'Gần đây' }).click()
  await drawer(page).getByText('Ngập sâu ở ngã ba Quán Bánh').waitFor()
  await look(page, 'near')
  await drawer(page).locator('.near-row').first().getByRole('button', { name: 'Việc khác' }).click()
  await page.getByRole('menuitem', { name: `Gộp vào ${older.code.slice(-6)}` }).click()
  await soon(async () => (await read(made.id)).status).toBe('merged')
  await page.keyboard.press('z')
  await soon(async () => (await read(made.id)).status).toBe('received')
}, 120_000)

test('many at once: only a step that every one of them allows', async () => {
  const made = await Promise.all(
    [1, 2, 3].map((at) => send({ description: `Rác dồn ở chợ Hưng Dũng, ki ốt 8Q lần ${at}` })),
  )
  const page = await open('operator', `${INBOX}?q=${encodeURIComponent('hung dung 8q')}`)
  await soon(() => rows(page).count()).toBe(3)
  for (const _ of made) {
    await page.keyboard.press('j')
    await page.keyboard.press('x')
  }
  await page.getByText('Đã chọn 3').waitFor()
  await look(page, 'bulk')
  await page.getByRole('button', { name: 'Chuyển trạng thái' }).click()
  await page.getByRole('menuitem', { name: 'Xác minh' }).click()
  await page.getByText('Xác minh: 3 bản ghi').waitFor()
  for (const { id } of made) expect((await read(id)).status).toBe('verified')
  await page.keyboard.press('z')
  await page.getByText('Đã hoàn tác').waitFor()
  for (const { id } of made) expect((await read(id)).status).toBe('received')
}, 120_000)

test('forms offer only the states that are open, find relations by words, and never ask for a code', async () => {
  const made = await send({ description: 'Biển báo tạm đổ ra làn xe, đường tránh Vinh' })
  const page = await open('operator', `${INBOX}?record=${made.id}`)
  await step(page, 'Xác minh').waitFor()
  await drawer(page).getByRole('button', { name: 'Việc khác' }).click()
  await page.getByRole('menuitem', { name: 'Sửa các trường' }).click()
  const state = drawer(page).getByLabel('Trạng thái', { exact: true })
  await state.waitFor()
  const offered = await state.locator('option').allTextContents()
  expect(offered).toEqual(expect.arrayContaining(['Đã tiếp nhận', 'Đã xác minh', 'Tin rác']))
  expect(offered).not.toContain('Đang xử lý')
  expect(await drawer(page).getByLabel('Mã', { exact: true }).count()).toBe(0)
  const category = drawer(page).getByRole('combobox', { name: 'Loại' })
  await category.fill('cay xanh')
  await page.getByRole('option', { name: /Cây xanh/ }).waitFor()
  await page.keyboard.press('Enter')
  await look(page, 'form')
  await drawer(page).getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Đã lưu').waitFor()
  await drawer(page).locator('.facts').getByText('Cây xanh').waitFor()

  await page.goto(`${centre.url}${INBOX}`)
  await page.getByRole('button', { name: 'Thêm bản ghi' }).click()
  await drawer(page).getByRole('combobox', { name: 'Loại' }).waitFor()
  expect(
    await drawer(page)
      .getByLabel(/^Trạng thái/)
      .count(),
  ).toBe(0)
}, 120_000)

test('every state of the screen reads well on every ground and at every size', async () => {
  const { id } = await send({
    description: `${'Nghiêng cột điện trước trường trung học phổ thông chuyên Phan Bội Châu, '.repeat(4)}ậỗựễ.`,
  })
  const filter = JSON.stringify({
    op: 'and',
    args: [
      { op: 'not', args: [{ op: 'isNull', args: [{ property: 'photos' }] }] },
      { op: '=', args: [{ property: 'status' }, 'resolved'] },
    ],
  })
  const { body } = await centre.call<{ items: { id: string }[] }>(
    `${REPORTS}?sort=-requestedAt&limit=1&filter=${encodeURIComponent(filter)}`,
    { token: await centre.token() },
  )
  const shown = body.items[0]?.id ?? ''
  for (const theme of ['dark', 'light'] as const) {
    const page = await open('operator', `${INBOX}?record=${id}`, { theme })
    await step(page, 'Xác minh').waitFor()
    await look(page, `desk-${theme}`)
    await page.goto(`${centre.url}${INBOX}?tab=all&record=${shown}`)
    await drawer(page).locator('.photo').first().waitFor()
    await look(page, `photos-${theme}`)
    await page.getByRole('tab', { name: 'Diễn biến' }).click()
    await drawer(page).locator('.timeline > li').first().waitFor()
    await look(page, `story-${theme}`)
    await page.goto(`${centre.url}${INBOX}?q=khongconao`)
    await page.getByText('Không bản ghi nào khớp bộ lọc').waitFor()
    await look(page, `empty-${theme}`)
    await page.route(`**${REPORTS}?*`, (route) =>
      route.fulfill({ status: 503, json: { code: 'database-unavailable' } }),
    )
    await page.goto(`${centre.url}${INBOX}`)
    await page.getByText('Chưa lấy được bản ghi').waitFor()
    await look(page, `error-${theme}`)
  }
  const wall = await open('operator', INBOX, { size: { width: 1920, height: 1080 } })
  await rows(wall).first().waitFor()
  await look(wall, 'wall')
  const phone = await open('operator', INBOX, { size: { width: 390, height: 844 } })
  await rows(phone).first().waitFor()
  await look(phone, 'phone')
  await rows(phone).first().click()
  await drawer(phone).locator('.step-bar').waitFor()
  await look(phone, 'phone-drawer')
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
}, 180_000)
