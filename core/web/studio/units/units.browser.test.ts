import { afterAll, expect, test } from 'vitest'
import {
  accessibilityFaults,
  closeBrowser,
  openConsole,
  PHONE,
  soon,
  startExample,
} from '../../testkit/console.ts'

afterAll(closeBrowser)

test('an administrator reads the tree, and finds a ward by its old name', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/studio/units')
  await page.getByRole('row', { name: /Tỉnh Nghệ An/ }).waitFor()
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(130)

  await page.getByRole('searchbox', { name: 'Tìm đơn vị' }).fill('Bến Thủy')
  await soon(() => page.locator('tbody tr').count()).toBe(1)
  await page.getByRole('row', { name: /Phường Trường Vinh/ }).click()
  const drawer = page.locator('dialog.drawer')
  await drawer.getByText('Phường Bến Thủy').waitFor()
  await drawer.getByText('vẽ phỏng, không phải ranh giới chính thức').waitFor()
  await drawer.getByText('MIT').waitFor()
  expect(new URL(page.url()).pathname).toBe('/studio/units/16690')

  await page.getByRole('searchbox', { name: 'Tìm đơn vị' }).fill('không có đâu')
  await page.getByText('Thử tên khác').waitFor()
})

test('a tree that cannot be read says what still works', async () => {
  const centre = await startExample('on')
  centre.broken.set('/api/units', { status: 503, body: { code: 'stopping' } })
  const page = await openConsole(centre, '/studio/units', { ignore: /503/ })
  await page.getByText('Chưa lấy được cây đơn vị').waitFor()
  centre.broken.clear()
  await page.getByRole('button', { name: 'Thử lại' }).click()
  await page.getByRole('row', { name: /Tỉnh Nghệ An/ }).waitFor()
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${theme}`, async () => {
    const page = await openConsole(await startExample('on'), '/studio/units/16690', { theme })
    await page.locator('dialog.drawer').getByText('MIT').waitFor()
    await page.getByRole('row', { name: /Tỉnh Nghệ An/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    if (process.env.SAOLA_PICTURES)
      await page.screenshot({ path: `${process.env.SAOLA_PICTURES}/studio-units-${theme}.png` })
  })
}

test('on a phone it fits the screen', async () => {
  const page = await openConsole(await startExample('on'), '/studio/units', { size: PHONE })
  await page.getByText('Phường Trường Vinh', { exact: true }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(beyond).toBeLessThanOrEqual(0)
})
