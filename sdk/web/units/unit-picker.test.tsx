import type { UnitInfo } from '@saola/sdk'
import axe from 'axe-core'
import { createSignal } from 'solid-js'
import { expect, onTestFinished, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { type Host, HostContext, type HostRequest } from '../live/host.ts'
import { ProblemError } from '../live/problem.ts'
import { useUnitName } from '../live/units.ts'
import { mount } from '../ui/testkit/mount.tsx'
import { UnitPicker } from './unit-picker.tsx'

const unit = (id: string, vi: string, kind: UnitInfo['kind'], to: string | null = null): UnitInfo => ({
  id,
  label: { vi, en: `${vi} (en)` },
  kind,
  parent: id === '40' ? null : '40',
  from: null,
  to,
  example: false,
})
const all = [
  unit('40', 'Tỉnh Nghệ An', 'province'),
  unit('cap-nuoc', 'Công ty Cấp nước Nghệ An', 'company'),
  unit('w1', 'Phường Trường Vinh', 'ward'),
  unit('w0', 'Phường Bến Thủy', 'ward', '2025-06-30'),
]
const formerName = { name: 'Phường Bến Thủy', district: 'Thành phố Vinh' }

function show(options: { fails?: boolean; value?: string | null } = {}) {
  const asked: NonNullable<HostRequest['query']>[] = []
  const host = {
    lang: () => 'vi',
    now: () => 0,
    ui: { modules: [] },
    request: async (_path: string, { query = {} }: HostRequest = {}) => {
      asked.push(query)
      if (query.search === undefined) return { body: { items: all } }
      if (options.fails) throw new ProblemError(503, { code: 'stopping' })
      const found = query.search === 'ben thuy' ? [{ ...all[2], formerName }] : []
      return { body: { items: found } }
    },
  } as unknown as Host
  const [value, setValue] = createSignal<string | null>(options.value ?? null)
  const Name = () => <output>{useUnitName()(value() ?? 'none')}</output>
  mount(() => (
    <HostContext.Provider value={host}>
      <UnitPicker label="Đơn vị xử lý" value={value()} onChange={setValue} kinds={['ward', 'company']} />
      <Name />
      <button type="button">Sau</button>
    </HostContext.Provider>
  ))
  const input = page.getByRole('combobox', { name: 'Đơn vị xử lý' })
  return { input, value, setValue, asked, name: page.getByRole('status') }
}

test('an old name without accents finds the unit of today, with the keyboard alone', async () => {
  const { input, value, asked, name } = show()
  await userEvent.type(input, 'ben thuy')
  await expect
    .element(page.getByRole('option'))
    .toHaveTextContent('Phường Trường Vinhtrước là Phường Bến Thủy, Thành phố Vinh')
  expect(asked.at(-1)).toEqual({ search: 'ben thuy', kind: 'ward,company' })
  await expect.element(input).toHaveAttribute('aria-expanded', 'true')
  const option = page.getByRole('option').element()
  expect(input.element().getAttribute('aria-activedescendant')).toBe(option.id)
  await userEvent.keyboard('{Enter}')
  expect(value()).toBe('w1')
  await expect.element(input).toHaveValue('Phường Trường Vinh')
  await expect.element(name).toHaveTextContent('Phường Trường Vinh')
  await expect.element(page.getByRole('option')).not.toBeInTheDocument()
})

test('before anything is typed the first units of the wanted kinds are offered, none that has ended', async () => {
  const { input, value } = show()
  input.element().focus()
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(page.getByRole('option').first()).toBeVisible()
  expect(
    page
      .getByRole('option')
      .elements()
      .map(({ firstChild }) => firstChild?.textContent),
  ).toEqual(['Công ty Cấp nước Nghệ An', 'Phường Trường Vinh'])
  await userEvent.keyboard('{ArrowUp}{Enter}')
  expect(value()).toBe('w1')
})

test('Esc and leaving give back what was there; clearing chooses nothing', async () => {
  const { input, value } = show({ value: 'w1' })
  await expect.element(input).toHaveValue('Phường Trường Vinh')
  await userEvent.fill(input, 'xyz')
  await expect.element(page.getByText('Không tìm thấy')).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(input).toHaveValue('Phường Trường Vinh')
  await userEvent.fill(input, 'xyz')
  await userEvent.keyboard('{Tab}')
  await expect.element(input).toHaveValue('Phường Trường Vinh')
  expect(value()).toBe('w1')
  await userEvent.clear(input)
  await userEvent.keyboard('{Tab}')
  expect(value()).toBeNull()
})

test('the button takes the choice back, a press takes an option', async () => {
  const { value } = show({ value: 'w1' })
  await userEvent.click(page.getByRole('button', { name: /Phường Trường Vinh/ }))
  expect(value()).toBeNull()
  await userEvent.click(page.getByRole('combobox'))
  await userEvent.click(page.getByRole('option', { name: /Cấp nước/ }))
  expect(value()).toBe('cap-nuoc')
})

test('a search that fails says so', async () => {
  const { input } = show({ fails: true })
  await userEvent.type(input, 'a')
  await expect.element(page.getByRole('alert')).toBeVisible()
})

test.each(['light', 'dark'])('axe finds nothing in %s', async (theme) => {
  const { input } = show({ value: 'w1' })
  document.documentElement.dataset.theme = theme
  onTestFinished(() => {
    delete document.documentElement.dataset.theme
  })
  await userEvent.click(input)
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(page.getByRole('option').first()).toBeVisible()
  const found = await axe.run(document.body, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
})
