import { createSignal, Show } from 'solid-js'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Button } from '../button/button.tsx'
import { Drawer, Split } from '../drawer/drawer.tsx'
import { mount } from '../testkit/mount.tsx'
import { Dialog } from './dialog.tsx'

function Asking() {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Tắt phân hệ</Button>
      <Dialog
        open={open()}
        onClose={() => setOpen(false)}
        title="Tắt ở Vinh?"
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Để bật</Button>
            <Button kind="danger">Tắt</Button>
          </>
        }
      >
        <p>128 phản ánh giữ nguyên</p>
      </Dialog>
    </>
  )
}

test('a dialog takes the focus, keeps it, and gives it back', async () => {
  mount(() => <Asking />)
  const opener = page.getByRole('button', { name: 'Tắt phân hệ' })
  await userEvent.click(opener)
  const dialog = page.getByRole('dialog', { name: 'Tắt ở Vinh?' })
  await expect.element(dialog).toBeVisible()
  expect(dialog.element().contains(document.activeElement)).toBe(true)
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
  expect(document.activeElement).toBe(opener.element())
})

test('a press on the answer closes, and the focus goes back', async () => {
  mount(() => <Asking />)
  const opener = page.getByRole('button', { name: 'Tắt phân hệ' })
  await userEvent.click(opener)
  await userEvent.click(page.getByRole('button', { name: 'Để bật' }))
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  expect(document.activeElement).toBe(opener.element())
})

function Beside(props: { takeFocus?: boolean }) {
  const [open, setOpen] = createSignal(false)
  return (
    <Split
      aside={
        <Show when={open()}>
          <Drawer title="Vỡ ống nước" onClose={() => setOpen(false)} takeFocus={props.takeFocus}>
            <Button>Giao lại</Button>
          </Drawer>
        </Show>
      }
    >
      <Button onClick={() => setOpen(true)}>004127</Button>
      <Button>004133</Button>
    </Split>
  )
}

test('a drawer stands beside its list, which stays usable; Esc closes it', async () => {
  await page.viewport(1280, 800)
  mount(() => <Beside />)
  const row = page.getByRole('button', { name: '004127' })
  await userEvent.click(row)
  const drawer = page.getByRole('dialog', { name: 'Vỡ ống nước' })
  await expect.element(drawer).toBeVisible()
  expect(drawer.element().contains(document.activeElement)).toBe(true)
  await userEvent.click(page.getByRole('button', { name: '004133' }))
  await expect.element(drawer).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Giao lại' }))
  await userEvent.keyboard('{Escape}')
  await expect.element(drawer).not.toBeInTheDocument()
  expect(document.activeElement).toBe(row.element())
})

test('a drawer may leave the focus in the list', async () => {
  await page.viewport(1280, 800)
  mount(() => <Beside takeFocus={false} />)
  const row = page.getByRole('button', { name: '004127' })
  await userEvent.click(row)
  await expect.element(page.getByRole('dialog')).toBeVisible()
  expect(document.activeElement).toBe(row.element())
})

test('on a phone the drawer covers the page and holds the focus', async () => {
  await page.viewport(390, 844)
  mount(() => <Beside takeFocus={false} />)
  await userEvent.click(page.getByRole('button', { name: '004127' }))
  const drawer = page.getByRole('dialog', { name: 'Vỡ ống nước' })
  await expect.element(drawer).toBeVisible()
  expect(drawer.element().matches(':modal')).toBe(true)
  expect(drawer.element().getBoundingClientRect().width).toBe(390)
  expect(drawer.element().contains(document.activeElement)).toBe(true)
  await page.viewport(1280, 800)
})
