import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { mount } from '../testkit/mount.tsx'
import { Tabs } from './tabs.tsx'

test('arrow keys move between tabs, and the panel is named by its tab', async () => {
  const [value, setValue] = createSignal<'all' | 'log' | 'who'>('all')
  mount(() => (
    <Tabs
      label="Bản ghi"
      value={value()}
      onChange={setValue}
      items={[
        { id: 'all', label: 'Tổng quan' },
        { id: 'log', label: 'Diễn biến', count: 9 },
        { id: 'who', label: 'Quyền xem' },
      ]}
    >
      {(id) => <p>{id}</p>}
    </Tabs>
  ))
  await userEvent.click(page.getByRole('tab', { name: 'Tổng quan' }))
  await userEvent.keyboard('{ArrowRight}')
  expect(value()).toBe('log')
  expect(document.activeElement).toBe(page.getByRole('tab', { name: 'Diễn biến 9' }).element())
  await expect.element(page.getByRole('tabpanel', { name: 'Diễn biến 9' })).toHaveTextContent('log')
  await userEvent.keyboard('{End}')
  expect(value()).toBe('who')
  await userEvent.keyboard('{ArrowRight}')
  expect(value()).toBe('all')
})
