import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Lang } from '../locale/format.ts'
import { KitProvider } from '../locale/kit.tsx'
import { mount } from '../testkit/mount.tsx'
import { Toaster } from './toast.tsx'
import { createToaster } from './toaster.ts'

test('key Z takes the newest back, but not while typing', async () => {
  const undone: string[] = []
  const store = createToaster(() => {})
  mount(() => (
    <>
      <input aria-label="Ghi chú" />
      <Toaster store={store} />
    </>
  ))
  store.show({ text: 'Đã gộp 004109', undo: () => void undone.push('merge') })
  const input = page.getByLabelText('Ghi chú')
  await userEvent.type(input, 'z')
  expect(undone).toEqual([])
  input.element().blur()
  await userEvent.keyboard('{Control>}z{/Control}')
  expect(undone).toEqual([])
  await userEvent.keyboard('z')
  expect(undone).toEqual(['merge'])
  await expect.element(page.getByText('Đã gộp 004109')).not.toBeInTheDocument()
})

test('the button says how, in the language of the moment', async () => {
  const [lang, setLang] = createSignal<Lang>('vi')
  const store = createToaster(() => {})
  mount(() => (
    <KitProvider lang={lang()}>
      <Toaster store={store} />
    </KitProvider>
  ))
  store.show({ text: 'Đã giao', undo: () => {} })
  await expect.element(page.getByRole('button', { name: 'Hoàn tác Z' })).toBeVisible()
  setLang('en')
  await expect.element(page.getByRole('button', { name: 'Undo Z' })).toBeVisible()
  await expect.element(page.getByRole('region', { name: 'Notifications' })).toBeVisible()
})
