import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Lang } from '../locale/format.ts'
import { KitProvider } from '../locale/kit.tsx'
import { mount } from '../testkit/mount.tsx'
import { type FormControlProps, type FormProblem, JsonForm } from './json-form.tsx'

const schema = {
  type: 'object',
  properties: {
    kind: {
      'x-title': { vi: 'Loại', en: 'Kind' },
      oneOf: [
        { const: 'air', 'x-title': { vi: 'Không khí', en: 'Air' } },
        { const: 'noise', 'x-title': { vi: 'Tiếng ồn', en: 'Noise' } },
      ],
    },
    pollutant: { type: 'string', minLength: 2, 'x-title': { vi: 'Chất', en: 'Pollutant' } },
    limit: { type: 'number', maximum: 140, 'x-unit': 'dB', 'x-title': { vi: 'Ngưỡng', en: 'Limit' } },
    tags: {
      type: 'array',
      'x-title': { vi: 'Nhãn', en: 'Tag' },
      items: {
        type: 'object',
        properties: { key: { type: 'string', 'x-title': { vi: 'Khóa', en: 'Key' } } },
        required: ['key'],
      },
    },
  },
  required: ['kind'],
  allOf: [
    {
      if: { properties: { kind: { const: 'air' } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['pollutant'], properties: { limit: false } },
      else: { properties: { pollutant: false } },
    },
  ],
}

const save = () => page.getByRole('button', { name: 'Lưu' })

test('conditions, errors, focus on the first of them, and only the shown values are sent', async () => {
  const sent: unknown[] = []
  mount(() => <JsonForm schema={schema} onSubmit={(value) => void sent.push(value)} />)
  await userEvent.click(save())
  const kind = page.getByRole('combobox', { name: 'Loại' })
  await expect.element(page.getByText('Còn 1 chỗ cần sửa')).toBeVisible()
  await expect.element(kind).toHaveFocus()
  await expect.element(kind).toHaveAccessibleDescription('Hãy điền mục này')

  await userEvent.selectOptions(kind, 'Tiếng ồn')
  await userEvent.fill(page.getByLabelText('Ngưỡng'), '150')
  await userEvent.selectOptions(kind, 'Không khí')
  await expect.element(page.getByLabelText('Ngưỡng')).not.toBeInTheDocument()

  const pollutant = page.getByRole('textbox', { name: 'Chất' })
  const element = pollutant.element()
  await userEvent.type(pollutant, 'x')
  await expect.element(pollutant).toHaveAccessibleDescription('Cần ít nhất 2 ký tự')
  await userEvent.type(pollutant, 'y')
  expect(pollutant.element()).toBe(element)
  expect(document.activeElement).toBe(element)

  await userEvent.click(page.getByRole('button', { name: 'Thêm nhãn' }))
  await expect.element(page.getByRole('textbox', { name: 'Khóa' })).toHaveFocus()
  await userEvent.keyboard('loai')
  await userEvent.click(save())
  expect(sent).toEqual([{ kind: 'air', pollutant: 'xy', tags: [{ key: 'loai' }] }])
})

test('the language switches live, and nothing typed is lost', async () => {
  const [lang, setLang] = createSignal<Lang>('vi')
  mount(() => (
    <KitProvider lang={lang()}>
      <JsonForm schema={schema} value={{ kind: 'air' }} onSubmit={() => {}} />
    </KitProvider>
  ))
  await userEvent.type(page.getByRole('textbox', { name: 'Chất' }), 'x')
  await userEvent.tab()
  setLang('en')
  const pollutant = page.getByRole('textbox', { name: 'Pollutant' })
  await expect.element(pollutant).toHaveValue('x')
  await expect.element(pollutant).toHaveAccessibleDescription('At least 2 characters')
  await expect.element(page.getByRole('button', { name: 'Save' })).toBeVisible()
})

test('a problem of the server stands at its field until that field changes', async () => {
  const [problem, setProblem] = createSignal<FormProblem>()
  mount(() => (
    <JsonForm schema={schema} value={{ kind: 'noise', limit: 50 }} problem={problem()} onSubmit={() => {}} />
  ))
  const limit = page.getByRole('textbox', { name: 'Ngưỡng' })
  await expect.element(limit).toHaveValue('50')
  setProblem({
    detail: 'Có bản ghi khác vừa đổi ngưỡng',
    errors: [
      { pointer: '#/limit', detail: 'Phải trên 60' },
      { pointer: '/nowhere', detail: 'Hết hạn mức' },
    ],
  })
  await expect.element(limit).toHaveFocus()
  await expect.element(limit).toHaveAccessibleDescription('Phải trên 60')
  await expect.element(page.getByText('Có bản ghi khác vừa đổi ngưỡng')).toBeVisible()
  await expect.element(page.getByText('Hết hạn mức')).toBeVisible()
  await userEvent.fill(limit, '70')
  await expect.element(limit).not.toHaveAttribute('aria-invalid')
})

test('a rejected submit shows the problem it was rejected with', async () => {
  const problem = {
    code: 'stale',
    detail: 'Đã có người sửa',
    errors: [{ pointer: '/kind', detail: 'Đã khóa' }],
  }
  mount(() => (
    <JsonForm schema={schema} value={{ kind: 'noise' }} onSubmit={() => Promise.reject({ problem })} />
  ))
  await userEvent.click(save())
  await expect.element(page.getByRole('combobox', { name: 'Loại' })).toHaveAccessibleDescription('Đã khóa')
})

test('the host draws its own control for a format', async () => {
  const Point = (props: FormControlProps) => (
    <button type="button" id={props.id} onClick={() => props.onChange([105.68, 18.67])}>
      {props.node.label}
    </button>
  )
  const sent: unknown[] = []
  mount(() => (
    <JsonForm
      schema={{
        type: 'object',
        properties: { at: { type: 'array', 'x-control': 'point', title: 'Vị trí' } },
      }}
      controls={{ point: Point }}
      onSubmit={(value) => void sent.push(value)}
    />
  ))
  await userEvent.click(page.getByRole('button', { name: 'Vị trí' }))
  await userEvent.click(save())
  expect(sent).toEqual([{ at: [105.68, 18.67] }])
})
