import { JsonForm, KitProvider } from '@saola/sdk-web'
import { render } from 'solid-js/web'
import { expect, onTestFinished, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { widgetOptions } from './options.ts'
import { widgetTypes } from './registry.ts'

const model = 'field-reports.report'
const open = { op: 'in', args: [{ property: 'status' }, ['received', 'verified']] }
const samples: Record<string, object> = {
  'core.number': { model, filter: open, today: 'requestedAt', tone: 'crit', note: { vi: 'mới', en: 'new' } },
  'core.list': { model, sort: '-requestedAt', limit: 8, detail: ['category', 'address'], image: 'photos' },
  'core.chart': { model, value: 'followers', limit: 4 },
  'core.counts': { model, by: 'status', order: 'field', limit: 10, empty: true },
  'core.trend': { model, time: 'requestedAt', by: 'hour', last: 24, compare: 'day' },
  'core.due': { model, due: 'dueAt', from: 'requestedAt', soon: 4, limit: 3, detail: 'code' },
}

function mount(type: string, lang: 'vi' | 'en', value: object, sent: unknown[]) {
  const host = document.createElement('div')
  document.body.append(host)
  const dispose = render(
    () => (
      <KitProvider lang={lang}>
        <JsonForm
          schema={widgetOptions[type] as Record<string, unknown>}
          value={value}
          onSubmit={(now) => void sent.push(now)}
        />
      </KitProvider>
    ),
    host,
  )
  onTestFinished(() => {
    dispose()
    host.remove()
  })
}

test('every type of widget about records says what its options are', () => {
  const own = Object.keys(widgetTypes).filter((type) => type !== 'core.map')
  expect(Object.keys(widgetOptions).sort()).toEqual(own.sort())
  for (const schema of Object.values(widgetOptions)) {
    const { properties } = schema as { properties: Record<string, { 'x-title': { vi: string; en: string } }> }
    for (const [name, { 'x-title': title }] of Object.entries(properties)) {
      expect(title.vi.length * title.en.length, name).toBeGreaterThan(0)
    }
  }
})

test.each(Object.entries(samples))(
  'a form shows the options of %s and gives them back',
  async (type, value) => {
    const sent: unknown[] = []
    mount(type, 'vi', value, sent)
    await expect.element(page.getByRole('textbox', { name: 'Mô hình dữ liệu' })).toHaveValue(model)
    await userEvent.click(page.getByRole('button', { name: 'Lưu' }))
    expect(sent).toEqual([value])
  },
)

test('a form names an option that is missing or out of range, in English too', async () => {
  const sent: unknown[] = []
  mount('core.counts', 'en', { model, limit: 99 }, sent)
  await userEvent.click(page.getByRole('button', { name: 'Save' }))
  await expect.element(page.getByRole('textbox', { name: 'Count by' })).toBeInvalid()
  await expect.element(page.getByLabelText('Bars')).toBeInvalid()
  expect(sent).toEqual([])
})
