import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { mount } from '../testkit/mount.tsx'
import { OperateShell } from './operate.tsx'
import { StudioShell } from './studio.tsx'

const places = ['Trang chủ', 'Bản đồ', 'Hộp việc', 'Cảnh báo', 'Sự vụ', 'Camera'].map((label, index) => ({
  href: `#${index}`,
  label,
  current: index === 0,
  count: index === 3 ? 4 : undefined,
  countLabel: 'chưa nhận',
}))

test('the rail stands at the start on a desk, at the bottom on a phone with the rest behind "more"', async () => {
  await page.viewport(1280, 800)
  mount(() => (
    <OperateShell brand={{ name: 'Nghệ An', href: '#' }} label="Điều hành" items={places}>
      <h1>Trang chủ</h1>
    </OperateShell>
  ))
  const rail = page.getByRole('navigation', { name: 'Điều hành' })
  const later = page.getByRole('link', { name: 'Camera' })
  await expect.element(later).toBeVisible()
  expect(rail.element().getBoundingClientRect().left).toBe(0)
  await expect.element(page.getByRole('link', { name: 'Cảnh báo 4 chưa nhận' })).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'Trang chủ' })).toHaveAttribute('aria-current', 'page')

  await page.viewport(390, 844)
  expect(Math.round(rail.element().getBoundingClientRect().bottom)).toBe(844)
  await expect.element(later).not.toBeInTheDocument()
  const more = page.getByRole('button', { name: 'Thêm' })
  await userEvent.click(more)
  await expect.element(later).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Thu lại' })).toHaveAttribute('aria-expanded', 'true')
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390)
  await page.viewport(1280, 800)
})

test('the first Tab offers the way to the content', async () => {
  mount(() => (
    <OperateShell brand={{ name: 'Nghệ An', href: '#' }} label="Điều hành" items={places}>
      <h1>Trang chủ</h1>
    </OperateShell>
  ))
  await userEvent.tab()
  expect(document.activeElement?.textContent).toBe('Tới nội dung')
})

test('on a phone the Studio list comes out of a button, and goes with Esc', async () => {
  await page.viewport(390, 844)
  mount(() => (
    <StudioShell
      brand={{ name: 'Studio', href: '#' }}
      label="Studio"
      groups={[{ title: 'Trung tâm', items: places }]}
    >
      <h1>Mô hình</h1>
    </StudioShell>
  ))
  const link = page.getByRole('link', { name: 'Sự vụ' })
  await expect.element(link).not.toBeInTheDocument()
  await userEvent.click(page.getByRole('button', { name: 'Danh mục' }))
  await expect.element(link).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(link).not.toBeInTheDocument()
  await page.viewport(1280, 800)
})
