import { afterAll, expect, test } from 'vitest'
import { closeBrowser, openConsole, soon, startExample } from '../testkit/console.ts'

afterAll(closeBrowser)

const NOTES = '/operate/nghe-an/notes'

test('filters, order and the open record live in the address', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, NOTES)
  await page.locator('tbody tr').first().waitFor()
  expect(await page.locator('tbody tr').count()).toBe(7)

  await page.getByRole('button', { name: 'Thêm lọc' }).click()
  await page.getByRole('menuitem', { name: 'Tình trạng' }).click()
  await page.getByRole('checkbox', { name: 'Chưa xong' }).check()
  await soon(() => page.locator('tbody tr').count()).toBe(3)
  expect(new URL(page.url()).searchParams.get('f.state')).toBe('open')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Nội dung' }).click()
  await soon(() => new URL(page.url()).searchParams.get('sort')).toBe('title')
  await page.locator('tbody tr').first().click()
  await page.locator('dialog.drawer').waitFor()

  const again = await openConsole(centre, `${NOTES}${new URL(page.url()).search}`)
  await again.locator('dialog.drawer').waitFor()
  await soon(() => again.locator('tbody tr').count()).toBe(3)
  await again.getByRole('button', { name: 'Bỏ Tình trạng' }).click()
  await soon(() => again.locator('tbody tr').count()).toBe(7)
})

test('what somebody else changed meanwhile is not overwritten unseen', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, `${NOTES}?record=note-002`, { ignore: /412/ })
  await page.getByRole('button', { name: 'Sửa' }).click()
  const place = page.getByRole('textbox', { name: 'Địa điểm' })
  await place.fill('Bến Thủy')
  centre.write('nghe-an.note', 'note-002', { state: 'done' })
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Người khác vừa sửa bản ghi này').waitFor()
  expect(await place.inputValue()).toBe('Bến Thủy')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Đã lưu').waitFor()
  expect(centre.records.get('nghe-an.note', 'note-002')).toMatchObject({ place: 'Bến Thủy' })
})

test('a new record is checked before it is sent, and appears in the list', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, NOTES)
  await page.getByRole('button', { name: 'Thêm bản ghi' }).click()
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.locator('[aria-invalid=true]').first().waitFor()
  await page.getByRole('textbox', { name: 'Nội dung' }).fill('Kiểm tra cống Bến Đền')
  await page.getByRole('textbox', { name: 'Vĩ độ' }).fill('18,67')
  await page.getByRole('textbox', { name: 'Kinh độ' }).fill('105,69')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.locator('tbody tr', { hasText: 'Kiểm tra cống Bến Đền' }).waitFor()
  const made = centre.records.all('nghe-an.note').find((record) => record.title === 'Kiểm tra cống Bến Đền')
  expect(made).toMatchObject({ state: 'open', position: { type: 'Point', coordinates: [105.69, 18.67] } })
})

test('a deleted record comes back with the key Z, and nothing was sent', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, `${NOTES}?record=note-003`)
  await page.getByRole('button', { name: 'Xoá' }).click()
  await soon(() => page.locator('tbody tr').count()).toBe(6)
  await page.locator('.toast').waitFor()
  await page.keyboard.press('z')
  await soon(() => page.locator('tbody tr').count()).toBe(7)
  expect(centre.records.get('nghe-an.note', 'note-003')).toBeDefined()
})

test('a failed list says what still works and tries again', async () => {
  const centre = await startExample('on')
  centre.broken.set('/api/records/nghe-an.note', { status: 503, body: { code: 'database-unavailable' } })
  const page = await openConsole(centre, NOTES, { ignore: /503/ })
  await page.getByText('Chưa lấy được bản ghi').waitFor()
  centre.broken.clear()
  await page.getByRole('button', { name: 'Thử lại' }).click()
  await soon(() => page.locator('tbody tr').count()).toBe(7)
})
