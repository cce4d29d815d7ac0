import { JsonForm, KitProvider, type Lang, Tile, Toaster, toaster } from '../ui/index.ts'
import { before, stillClock } from './sample.ts'

const sensor = {
  type: 'object',
  properties: {
    name: { type: 'string', maxLength: 80, 'x-title': { vi: 'Tên trạm', en: 'Station name' } },
    kind: {
      'x-title': { vi: 'Đo gì', en: 'Measures' },
      oneOf: [
        { const: 'flood', 'x-title': { vi: 'Mực nước ngập', en: 'Flood level' } },
        { const: 'air', 'x-title': { vi: 'Không khí', en: 'Air' } },
      ],
    },
    limit: {
      type: 'integer',
      minimum: 5,
      maximum: 200,
      'x-unit': 'cm',
      'x-title': { vi: 'Báo động từ', en: 'Alarm from' },
      'x-description': { vi: 'Cảm biến ngập của Vinh thường đặt 30 cm.', en: 'Usually 30 cm in Vinh.' },
    },
    substances: {
      type: 'array',
      'x-title': { vi: 'Chất theo dõi', en: 'Substances' },
      items: { enum: ['PM2.5', 'PM10', 'NO2'] },
    },
    since: { type: 'string', format: 'date-time', 'x-title': { vi: 'Chạy từ', en: 'Running since' } },
    contact: {
      type: 'object',
      'x-title': { vi: 'Người phụ trách', en: 'Keeper' },
      properties: {
        person: { type: 'string', 'x-title': { vi: 'Họ tên', en: 'Name' } },
        email: { type: 'string', format: 'email', 'x-title': { vi: 'Thư điện tử', en: 'E-mail' } },
      },
      required: ['person'],
    },
    steps: {
      type: 'array',
      'x-title': { vi: 'Mức báo', en: 'Step' },
      items: {
        type: 'object',
        properties: {
          from: { type: 'number', 'x-unit': 'cm', 'x-title': { vi: 'Từ', en: 'From' } },
          who: { type: 'string', 'x-title': { vi: 'Báo cho', en: 'Tell' } },
        },
        required: ['from', 'who'],
      },
    },
    agree: { type: 'boolean', const: true, 'x-title': { vi: 'Đã thử tại chỗ', en: 'Tried on site' } },
  },
  required: ['name', 'kind', 'limit', 'agree'],
  allOf: [
    {
      if: { properties: { kind: { const: 'air' } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { limit: false }, required: ['substances'] },
      else: { properties: { substances: false } },
    },
  ],
}

/** One schema with everything that a form can hold. */
export function FormPage(props: { lang: Lang }) {
  return (
    <KitProvider lang={props.lang} clock={stillClock}>
      <main class="gallery-page gallery-narrow">
        <h1>{props.lang === 'vi' ? 'Trạm đo' : 'Station'}</h1>
        <Tile title={props.lang === 'vi' ? 'Cài đặt trạm' : 'Station settings'} fresh={{ at: before(8) }}>
          <JsonForm
            schema={sensor}
            value={{
              name: 'NG-07 Lê Duẩn',
              kind: 'flood',
              since: '2026-09-01T00:00:00Z',
              contact: { person: 'Hoàng Đức Anh', email: 'anh@' },
              steps: [{ from: 20, who: 'Trực ca' }, { from: 52.5 }],
            }}
            onSubmit={() =>
              void toaster.show({ text: props.lang === 'vi' ? 'Đã lưu' : 'Saved', undo: () => {} })
            }
          />
        </Tile>
      </main>
      <Toaster />
    </KitProvider>
  )
}
