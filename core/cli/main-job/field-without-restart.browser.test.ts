import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestCentre, findViolations, launchChromium, signIn, type TestCentre } from '@saola/sdk-testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildPlugin } from '../build/build.ts'
import { pluginFolder } from '../testkit/plugin-folder.ts'

const workspace = fileURLToPath(new URL('../../..', import.meta.url))
const pictures = process.env.SAOLA_PICTURES ?? join(workspace, '.cache/field-without-restart')
const MODEL = 'field-reports.report'
const EDITOR = `/studio/models/${MODEL}`
const LIMIT = 20_000

let plugins: string
let centre: TestCentre
let browser: Browser
/** Two people at work, and a second administrator. Nobody reloads these windows. */
let operator: Page
let admin: Page
let second: Page
const errors: string[] = []

beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
  plugins = await mkdtemp(join(tmpdir(), 'saola-field-'))
  for (const folder of ['plugins/field-reports', 'examples/nghe-an']) {
    await using source = await pluginFolder({})
    await cp(join(workspace, folder), source.dir, {
      recursive: true,
      filter: (path) => !/node_modules|\/dist$|\.tgz$/.test(path),
    })
    const { dist } = await buildPlugin(source.dir, { archive: false })
    await cp(dist, join(plugins, `${folder.split('/')[1]}/dist`), { recursive: true })
  }
  centre = await createTestCentre({ plugins: [plugins], on: ['nghe-an', 'field-reports'] })
  browser = await launchChromium()
  operator = await openAs('operator', `/operate/records/${MODEL}`)
  admin = await openAs('administrator', EDITOR)
  second = await openAs('administrator', EDITOR)
}, 300_000)

let broken = false
beforeEach((context) => context.skip(broken, 'an earlier step failed'))
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  broken = true
  for (const [name, page] of Object.entries({ operator, admin, second })) {
    await page?.screenshot({ path: join(pictures, `failed-${name}.png`) })
  }
})
afterAll(async () => {
  await browser?.close()
  await centre?.[Symbol.asyncDispose]()
  if (plugins) await rm(plugins, { recursive: true, force: true })
})

async function openAs(role: string, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' })
  const page = await context.newPage()
  page.setDefaultTimeout(LIMIT)
  page.on('pageerror', (error) => errors.push(`${path}: ${error.message}`))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) errors.push(`${path}: ${message.text()}`)
  })
  await signIn(page, centre, role)
  await page.goto(centre.url + path)
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }))
  return page
}

const look = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) })
const theme = (page: Page, value: 'light' | 'dark') =>
  page.evaluate(async (one) => {
    document.documentElement.setAttribute('data-theme', one)
    await new Promise(requestAnimationFrame)
    // Colours in between are nobody's.
    await Promise.all(document.getAnimations().map((animation) => animation.finished))
  }, value)
const api = async (method: 'GET' | 'PUT' | 'POST', path: string, body?: object) =>
  centre.call<Record<string, never>>(path, { method, token: await centre.token(), body: body as never })
const publish = async (page: Page) => {
  await page.getByRole('button', { name: 'Xuất bản…' }).click()
  const dialog = page.locator('dialog.dialog')
  await dialog.getByRole('button', { name: 'Xuất bản', exact: true }).click()
}

test('an administrator adds a choice with its options, and sees control, list and plan while doing so', async () => {
  await admin.getByRole('heading', { name: 'Phản ánh', level: 1 }).waitFor()
  await look(admin, 'studio-model-before')
  await admin.getByRole('button', { name: 'Thêm trường' }).click()
  await admin.locator('dialog.dialog').getByText('Trường mới thuộc loại nào?').waitFor()
  expect(await findViolations(admin)).toEqual([])
  await look(admin, 'studio-model-types')
  await admin.getByRole('button', { name: /^Chọn một/ }).click()

  const settings = admin.locator('.model-set')
  await settings.getByLabel(/^Nhãn tiếng Việt/).fill('Mức nguy hiểm')
  await settings.getByLabel('Nhãn tiếng Anh').fill('Risk')
  await settings.getByLabel(/^Khóa/).fill('risk')
  await settings.getByText('Phải bắt đầu bằng x_').waitFor()
  await settings.getByLabel(/^Khóa/).fill('x_risk')
  await settings.getByLabel(/^Khóa/).press('Enter')
  await settings.getByRole('textbox', { name: 'Lựa chọn 1' }).fill('Cao')
  await settings
    .getByRole('button', { name: /^Mức của/ })
    .first()
    .click()
  await admin.getByRole('menuitemcheckbox', { name: 'Cao' }).click()
  await settings.getByRole('button', { name: 'Thêm lựa chọn' }).click()
  await settings.getByRole('textbox', { name: 'Lựa chọn 2' }).fill('Vừa')

  // Required without a value for what is there: the plan says how many, and nothing can be published.
  await settings.getByRole('switch', { name: 'Bắt buộc' }).check()
  await admin
    .locator('.plan-line')
    .getByText(/bắt buộc nhưng .* bản ghi chưa có giá trị/)
    .waitFor()
  await admin.getByRole('button', { name: 'Xuất bản…' }).click()
  const dialog = admin.locator('dialog.dialog')
  expect(await dialog.getByRole('button', { name: 'Xuất bản', exact: true }).isDisabled()).toBe(true)
  await look(admin, 'studio-model-refused')
  await dialog.getByRole('button', { name: 'Để sau' }).click()
  await settings.getByLabel(/^Giá trị cho .* bản ghi đã có/).selectOption({ label: 'Vừa' })
  await admin.locator('.plan-line').getByText('Không có gì ngăn lại').waitFor()
  await admin.locator('.model-see').getByText('Mức nguy hiểm').first().waitFor()
  await look(admin, 'studio-model-light')
  expect(await findViolations(admin)).toEqual([])
  await theme(admin, 'dark')
  expect(await findViolations(admin)).toEqual([])
  await look(admin, 'studio-model-dark')
  await theme(admin, 'light')
  await admin.setViewportSize({ width: 1280, height: 800 })
  await look(admin, 'studio-model-1280')
  await admin.setViewportSize({ width: 1440, height: 900 })
}, 120_000)

test('the field is there for somebody at work, without a reload', async () => {
  await second.getByRole('heading', { name: 'Phản ánh', level: 1 }).waitFor()
  const { body } = await api('GET', `/api/records/${MODEL}?limit=1`)
  const [report] = (body as unknown as { items: { id: string }[] }).items
  await operator.locator('tbody tr').first().click()
  const drawer = operator.locator('dialog.drawer')
  await drawer
    .getByText(/PA-2026-\d+/)
    .first()
    .waitFor()
  await publish(admin)
  await admin.locator('.toast', { hasText: 'Đã xuất bản 1 thay đổi' }).waitFor()
  const document = JSON.stringify((await api('GET', '/openapi.json')).body)
  expect(document).toContain('"x_risk"')
  const one = await api('GET', `/api/records/${MODEL}/${report?.id}`)
  expect(one.body).toHaveProperty('x_risk')
  expect(one.body).toMatchObject({ x_risk: 'vua' })
  // In the open drawer, and in the form that it opens.
  await drawer.getByText('Mức nguy hiểm').first().waitFor()
  await look(operator, 'studio-model-operator')
  const [file] = await Promise.all([
    operator.waitForEvent('download'),
    operator.getByRole('link', { name: 'Xuất' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^field-reports\.report-.*\.csv$/)
  const csv = await readFile(await file.path(), 'utf8')
  expect(csv.split('\r\n')[0]).toContain('Mức nguy hiểm')
  expect(csv.trimEnd().split('\r\n').length).toBeGreaterThan(400)
  // The other administrator had no draft: the new field is in the list of fields.
  await second.getByRole('option', { name: /Mức nguy hiểm/ }).waitFor()
  expect(await operator.evaluate(() => 'neverReloaded' in window)).toBe(true)
}, 120_000)

test('two administrators at once: the second is told who, and keeps the draft', async () => {
  const rename = async (page: Page, label: string) => {
    await page.getByRole('option', { name: /Mức nguy hiểm/ }).click()
    await page
      .locator('.model-set')
      .getByLabel(/^Nhãn tiếng Việt/)
      .fill(label)
  }
  await rename(second, 'Mức nguy hiểm tại chỗ')
  await rename(admin, 'Mức nguy hiểm chung')
  await publish(admin)
  await second.getByText('Trần Quốc Việt đã xuất bản một bản mới').waitFor()
  await look(second, 'studio-model-conflict')
  expect(await findViolations(second)).toEqual([])
  await second.getByRole('button', { name: 'Đặt nháp lên bản mới' }).click()
  await second.getByText('Cả hai cùng đổi: Mức nguy hiểm chung').waitFor()
  await publish(second)
  await second.locator('.toast', { hasText: 'Đã xuất bản' }).waitFor()
  await admin.getByRole('option', { name: /Mức nguy hiểm tại chỗ/ }).waitFor()
}, 120_000)

test('a field that is put away keeps its values, and one key brings it back', async () => {
  await admin.getByRole('option', { name: /Mức nguy hiểm tại chỗ/ }).click()
  await admin.getByRole('button', { name: 'Cất trường' }).click()
  await admin
    .locator('.plan-line')
    .getByText(/được giữ lại/)
    .waitFor()
  await publish(admin)
  await admin.locator('.toast', { hasText: 'Đã xuất bản 1 thay đổi' }).last().waitFor()
  await admin.getByText('Đã cất (1)').click()
  await look(admin, 'studio-model-archived')
  const shown = async () =>
    Object.keys(
      ((await api('GET', `/api/records/${MODEL}?limit=1`)).body as unknown as { items: object[] }).items[0] ??
        {},
    ).includes('x_risk')
  expect(await shown()).toBe(false)
  await admin.keyboard.press('Escape')
  await admin.keyboard.press('z')
  await admin.getByRole('option', { name: /Mức nguy hiểm tại chỗ/ }).waitFor()
  expect(await shown()).toBe(true)
  await admin.getByRole('tab', { name: 'Lịch sử' }).click()
  await admin.getByText(/cất Mức nguy hiểm/).waitFor()
  await look(admin, 'studio-model-history')
  expect(await findViolations(admin)).toEqual([])
}, 120_000)

test('keys alone: walk, move, and no window had to be loaded anew', async () => {
  await second.getByRole('option', { name: /Mức nguy hiểm/ }).click()
  await second.keyboard.press('Alt+ArrowUp')
  await second.getByText(/Mức nguy hiểm tại chỗ: vị trí \d+ trên \d+/).waitFor({ state: 'attached' })
  await second.keyboard.press('ArrowUp')
  expect(
    await second.locator('.model-fields').getByRole('option', { selected: true }).textContent(),
  ).not.toContain('Mức nguy hiểm')
  for (const page of [operator, admin, second])
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true)
  expect(errors).toEqual([])
}, 60_000)
