import { afterAll, expect, test } from 'vitest'
import {
  accessibilityFaults,
  closeBrowser,
  DESK,
  openConsole,
  PHONE,
  startExample,
} from '../../testkit/console.ts'

afterAll(closeBrowser)

const EDITOR = '/studio/models/nghe-an.note'

for (const [name, size] of [
  ['desk', DESK],
  ['phone', PHONE],
] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`the editor of a model is accessible and fits: ${name}, ${theme}`, async () => {
      const centre = await startExample('on')
      const page = await openConsole(centre, EDITOR, { size, theme })
      await page.locator('.fieldrow').first().waitFor()
      await page.locator('.preview-form input, .preview-form select').first().waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(beyond).toBeLessThanOrEqual(0)
      if (process.env.SAOLA_PICTURES)
        await page.screenshot({
          path: `${process.env.SAOLA_PICTURES}/models-${name}-${theme}.png`,
          fullPage: true,
        })
    })
  }
}

test('the list leads to a model; one that cannot be read says so and is tried again', async () => {
  const centre = await startExample('on')
  const path = '/api/config/models/nghe-an.note/shape'
  centre.broken.set(path, { status: 503, body: { code: 'stopping', detail: 'stopping' } })
  const page = await openConsole(centre, '/studio/models', { ignore: /503|404/ })
  await page.getByRole('row', { name: /nghe-an\.note/ }).click()
  await page.getByText('Chưa đọc được mô hình dữ liệu').waitFor()
  centre.broken.clear()
  await page.getByRole('button', { name: 'Thử lại' }).click()
  await page.locator('.fieldrow').first().waitFor()
  await page.goto(`${centre.url}/studio/models/nghe-an.nothing`)
  await page.getByText('Không có mô hình dữ liệu này').waitFor()
})
