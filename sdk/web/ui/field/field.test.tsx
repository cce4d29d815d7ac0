import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Lang } from '../locale/format.ts'
import { KitProvider } from '../locale/kit.tsx'
import { mount } from '../testkit/mount.tsx'
import { DateTimeInput } from './date-input.tsx'
import { Field, useField } from './field.tsx'
import { Select, TextInput } from './input.tsx'
import { NumberInput } from './number-input.tsx'

test('label, hint and error are tied to the control', async () => {
  const [error, setError] = createSignal<string>()
  mount(() => (
    <TextInput label="Số điện thoại" hint="Để gọi lại khi cần" required error={error()} value="0912" />
  ))
  const input = page.getByRole('textbox', { name: 'Số điện thoại' })
  await expect.element(input).toHaveAccessibleDescription('Để gọi lại khi cần')
  await expect.element(input).not.toHaveAttribute('aria-invalid')
  await expect.element(input).toHaveAttribute('aria-required', 'true')

  setError('Thiếu 4 chữ số')
  await expect.element(input).toHaveAccessibleDescription('Thiếu 4 chữ số Để gọi lại khi cần')
  await expect.element(input).toHaveAttribute('aria-invalid', 'true')
  await expect.element(page.getByRole('alert')).toHaveTextContent('Thiếu 4 chữ số')
})

test('an own control finds the wiring of the field around it', async () => {
  const Own = () => {
    const field = useField()
    return <input id={field?.id} aria-describedby={field?.describedBy()} />
  }
  mount(() => (
    <Field label="Vị trí" hint="Bấm lên bản đồ">
      <Own />
    </Field>
  ))
  await expect.element(page.getByLabelText('Vị trí')).toHaveAccessibleDescription('Bấm lên bản đồ')
})

test('typing keeps the element and reports every change', async () => {
  const [value, setValue] = createSignal('')
  const [error, setError] = createSignal<string>()
  mount(() => (
    <TextInput
      label="Tên"
      value={value()}
      error={error()}
      onChange={(text) => {
        setValue(text)
        setError(text.length < 3 ? 'Quá ngắn' : undefined)
      }}
    />
  ))
  const input = page.getByLabelText('Tên')
  const before = input.element()
  await userEvent.type(input, 'Vinh')
  expect(value()).toBe('Vinh')
  expect(input.element()).toBe(before)
  expect(document.activeElement).toBe(before)
})

test('numbers are typed and shown in the language, and switch with it', async () => {
  const [lang, setLang] = createSignal<Lang>('vi')
  const [value, setValue] = createSignal<number | null>(1204.5)
  mount(() => (
    <KitProvider lang={lang()}>
      <NumberInput label="Số" value={value()} onChange={setValue} max={2000} />
    </KitProvider>
  ))
  const input = page.getByLabelText('Số')
  await expect.element(input).toHaveValue('1.204,5')
  setLang('en')
  await expect.element(input).toHaveValue('1,204.5')
  setLang('vi')

  await userEvent.fill(input, '64,25')
  expect(value()).toBe(64.25)
  await userEvent.keyboard('{ArrowUp}')
  expect(value()).toBe(65.25)

  await userEvent.fill(input, 'sáu')
  expect(value()).toBeNull()
  await userEvent.tab()
  await expect.element(input).toHaveAttribute('aria-invalid', 'true')
  await expect.element(page.getByRole('alert')).toHaveTextContent('Chưa phải là số, ví dụ 1.204,5')
  setLang('en')
  await expect.element(page.getByRole('alert')).toHaveTextContent('Not a number yet, for example 1,204.5')
})

test('a moment is written day first, in Vietnam', async () => {
  const [value, setValue] = createSignal<string | null>('2026-11-24T06:57:00Z')
  mount(() => <DateTimeInput label="Hạn" value={value()} onChange={setValue} />)
  const date = page.getByLabelText('Hạn', { exact: true })
  const time = page.getByLabelText('Hạn, giờ')
  await expect.element(date).toHaveValue('24/11/2026')
  await expect.element(time).toHaveValue('13:57')
  await userEvent.fill(date, '25-11-2026')
  await userEvent.fill(time, '7h30')
  expect(value()).toBe('2026-11-25T00:30:00.000Z')
  await userEvent.fill(date, '31/02/2026')
  expect(value()).toBeNull()
  await userEvent.tab()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Chưa phải ngày, ví dụ 24/11/2026')
})

test('a select gives the value, and null for its empty line', async () => {
  const [value, setValue] = createSignal<'a' | 'b' | null>(null)
  mount(() => (
    <Select
      label="Mức"
      value={value()}
      onChange={setValue}
      options={[
        { value: 'a', label: 'Khẩn cấp' },
        { value: 'b', label: 'Cao' },
      ]}
    />
  ))
  const select = page.getByLabelText('Mức')
  await userEvent.selectOptions(select, 'Cao')
  expect(value()).toBe('b')
  await userEvent.selectOptions(select, 'Chọn…')
  expect(value()).toBeNull()
})
