import { expect, expectTypeOf, test } from 'vitest'
import { type Ctx, defineModel, definePlugin, field, type Point, type RecordOf } from '../index.ts'

const station = defineModel({
  label: { vi: 'Trạm' },
  fields: {
    name: field.text({ vi: 'Tên' }, { required: true }),
    pm25: field.number({ vi: 'PM2,5' }, { measure: 'µg/m³' }),
    kind: field.select(
      { vi: 'Loại' },
      { fixed: { label: { vi: 'Cố định' } }, mobile: { label: { vi: 'Di động' } } },
    ),
    position: field.point({ vi: 'Vị trí' }, { required: true }),
  },
})

test('a model gives the exact type of its records', () => {
  type Station = RecordOf<typeof station>
  expectTypeOf<Station['name']>().toEqualTypeOf<string>()
  expectTypeOf<Station['pm25']>().toEqualTypeOf<number | null>()
  expectTypeOf<Station['kind']>().toEqualTypeOf<'fixed' | 'mobile' | null>()
  expectTypeOf<Station['position']>().toEqualTypeOf<Point>()
  expectTypeOf<Station['version']>().toEqualTypeOf<number>()
  expect(station.fields.name.type).toBe('text')
})

test('the definition is a plain value with its functions in place', () => {
  const plugin = definePlugin({
    id: 'air-quality',
    version: '1.0.0',
    engine: '^1.0.0',
    name: { vi: 'Chất lượng không khí' },
    models: { station },
    routes: {
      worst: {
        method: 'GET',
        path: '/worst',
        summary: { vi: 'Trạm xấu nhất' },
        permission: 'air-quality.read',
        run: async (ctx) => {
          expectTypeOf(ctx).toEqualTypeOf<Ctx>()
          const page = await ctx.records<RecordOf<typeof station>>('station').list({ limit: 1 })
          return { body: { name: page.items[0]?.name ?? null } }
        },
      },
    },
  })
  expect(plugin.routes?.worst?.path).toBe('/worst')
})
