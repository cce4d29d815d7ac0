import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { mount } from '../testkit/mount.tsx'
import { MenuButton } from './menu.tsx'

function show() {
  const chosen: string[] = []
  mount(() => (
    <MenuButton
      label="Việc khác"
      items={[
        { label: 'Giao cho…', onSelect: () => chosen.push('assign') },
        { label: 'Gộp với…', disabled: true, onSelect: () => chosen.push('merge') },
        { label: 'Hỏi thêm', onSelect: () => chosen.push('ask') },
      ]}
    />
  ))
  return { chosen, button: page.getByRole('button', { name: 'Việc khác' }) }
}
const focused = () => document.activeElement?.textContent

test('arrow keys walk, Enter chooses, and the focus goes back', async () => {
  const { chosen, button } = show()
  await userEvent.click(button)
  await expect.element(button).toHaveAttribute('aria-expanded', 'true')
  expect(focused()).toBe('Giao cho…')
  await userEvent.keyboard('{ArrowDown}')
  expect(focused()).toBe('Hỏi thêm')
  await userEvent.keyboard('{ArrowDown}')
  expect(focused()).toBe('Giao cho…')
  await userEvent.keyboard('h')
  expect(focused()).toBe('Hỏi thêm')
  await userEvent.keyboard('{Enter}')
  expect(chosen).toEqual(['ask'])
  expect(document.activeElement).toBe(button.element())
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument()
})

test('Esc closes and gives the focus back; ArrowUp opens at the end', async () => {
  const { button } = show()
  button.element().focus()
  await userEvent.keyboard('{ArrowUp}')
  expect(focused()).toBe('Hỏi thêm')
  await userEvent.keyboard('{Escape}')
  await expect.element(button).toHaveAttribute('aria-expanded', 'false')
  expect(document.activeElement).toBe(button.element())
})

test('a press elsewhere closes it, a press on the button again too', async () => {
  const { button } = show()
  await userEvent.click(button)
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  await expect.element(button).toHaveAttribute('aria-expanded', 'false')
  await userEvent.click(button)
  await userEvent.click(button)
  await expect.element(button).toHaveAttribute('aria-expanded', 'false')
})
