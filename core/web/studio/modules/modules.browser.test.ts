import { afterAll, expect, test } from 'vitest'
import { closeBrowser, openConsole, soon, startExample } from '../../testkit/console.ts'
import { makeModule } from '../../testkit/made-module.ts'

afterAll(closeBrowser)

test('an administrator reads, approves, switches on, and takes it back', async () => {
  const centre = await startExample('off')
  const page = await openConsole(centre, '/studio/modules')
  await page.getByRole('link', { name: /Chất lượng không khí/ }).click()
  const drawer = page.locator('dialog.drawer')
  await drawer.getByText('5 ô thông tin: Chỉ số không khí').waitFor()
  const text = await drawer.textContent()
  expect(text).toContain('Gọi máy chủ nội bộ 127.0.0.1:8791')
  expect(text).toContain('chưa dòng mã nào của phân hệ được chạy')

  const on = drawer.getByRole('button', { name: 'Bật', exact: true })
  expect(await on.isDisabled()).toBe(true)
  await drawer.getByRole('checkbox', { name: /Đọc và ghi bản ghi/ }).check()
  await drawer.getByText('Còn 1 mục cần duyệt').waitFor()
  await drawer.getByRole('button', { name: 'Duyệt tất cả' }).click()
  await on.click()
  await page.locator('.toast', { hasText: 'Đã bật Chất lượng không khí' }).waitFor()
  await drawer.getByText('Mất đi').waitFor()
  expect(centre.modules.get('air-quality')).toMatchObject({
    state: 'on',
    approved: { capabilities: ['records:own', 'net:127.0.0.1:8791'] },
  })

  await page.keyboard.press('z')
  await drawer.getByRole('button', { name: 'Bật', exact: true }).waitFor()
  expect(centre.modules.get('air-quality')?.state).toBe('off')
})

test('trouble is told with its reason', async () => {
  const blocked = makeModule({
    id: 'needs-more',
    version: '1.0.0',
    name: { vi: 'Cần thêm', en: 'Needs more' },
  })
  const failed = makeModule({ id: 'falls-over', version: '2.0.0', name: { vi: 'Hay ngã', en: 'Falls over' } })
  const centre = await startExample('on', {
    modules: [
      {
        ...blocked,
        state: 'blocked',
        reason: {
          code: 'requires-off',
          text: { vi: 'Cần phân hệ camera, đang tắt', en: 'Needs the module camera' },
        },
      },
      {
        ...failed,
        state: 'failed',
        reason: {
          code: 'start-failed',
          text: { vi: 'Khởi động lỗi: cổng bận', en: 'Start failed: port in use' },
        },
        signature: 'unsigned',
      },
    ],
  })
  const page = await openConsole(centre, '/studio/modules/needs-more')
  await page.locator('dialog.drawer').getByText('Cần phân hệ camera, đang tắt').first().waitFor()
  await page.getByRole('link', { name: /Hay ngã/ }).click()
  const drawer = page.locator('dialog.drawer')
  await drawer.getByText('Khởi động lỗi: cổng bận').waitFor()
  expect(await drawer.getByRole('button', { name: 'Thử bật lại' }).isDisabled()).toBe(true)
  await drawer.getByRole('checkbox', { name: /Cho chạy gói chưa ký/ }).check()
  expect(await drawer.getByRole('button', { name: 'Thử bật lại' }).isDisabled()).toBe(false)
})

test('settings become a form, and a newer save of somebody else is not lost', async () => {
  const centre = await startExample('on')
  const page = await openConsole(centre, '/studio/settings/air-quality', { ignore: /412/ })
  const address = page.getByRole('textbox', { name: 'Địa chỉ nguồn đo' })
  await address.fill('http://127.0.0.1:8791/other.json')
  await page
    .getByRole('combobox', { name: 'Khi nguồn đo không trả lời' })
    .selectOption({ label: 'Giữ số đo cuối cùng' })
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.locator('.toast', { hasText: 'Đã lưu cài đặt' }).waitFor()
  expect(centre.settings.get('air-quality')).toMatchObject({
    value: { feedUrl: 'http://127.0.0.1:8791/other.json', source: 'feed' },
  })
  centre.settings.set('air-quality', { revision: 7, value: { feedUrl: 'http://127.0.0.1:8791/third.json' } })
  await address.fill('http://127.0.0.1:8791/mine.json')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Người khác vừa lưu cài đặt này').waitFor()
  await soon(() => address.inputValue()).toBe('http://127.0.0.1:8791/third.json')
})
