import { createSignal, Show } from 'solid-js'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Dialog } from '../dialog/dialog.tsx'
import { Drawer } from '../drawer/drawer.tsx'
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

test('the way back stays in reach over a modal dialog, and survives it', async () => {
  await page.viewport(390, 844)
  const undone: string[] = []
  const store = createToaster(() => {})
  const [drawer, setDrawer] = createSignal(true)
  const [asking, setAsking] = createSignal(false)
  mount(() => (
    <>
      <Show when={drawer()}>
        <Drawer title="Vỡ ống nước" onClose={() => setDrawer(false)}>
          <p>…</p>
        </Drawer>
      </Show>
      <Dialog open={asking()} onClose={() => setAsking(false)} title="Tắt?" />
      <Toaster store={store} />
    </>
  ))
  const undo = page.getByRole('button', { name: 'Hoàn tác Z' })
  store.show({ text: 'Đã giao', undo: () => void undone.push('assign') })
  await userEvent.click(undo)
  expect(undone).toEqual(['assign'])

  store.show({ text: 'Đã đóng', undo: () => void undone.push('close') })
  setDrawer(false)
  await expect.element(undo).toBeVisible()
  await userEvent.click(undo)
  expect(undone).toEqual(['assign', 'close'])

  setAsking(true)
  store.show({ text: 'Đã tắt', undo: () => void undone.push('off') })
  await userEvent.click(undo)
  expect(undone).toEqual(['assign', 'close', 'off'])
  setAsking(false)
  await page.viewport(1280, 800)
})
