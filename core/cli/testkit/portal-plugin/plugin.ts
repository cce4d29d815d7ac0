import { defineModel, definePlugin, field, type RecordOf } from '@saola/sdk'

const report = defineModel({
  label: { vi: 'Phản ánh', en: 'Report' },
  fields: {
    code: field.code({ vi: 'Mã', en: 'Code' }, { pattern: 'PA-{year}-{number:6}' }),
    kind: field.text({ vi: 'Loại', en: 'Kind' }, { required: true }),
    text: field.text({ vi: 'Nội dung', en: 'Text' }, { maxLength: 4000 }),
    place: field.point({ vi: 'Vị trí', en: 'Place' }),
    photos: field.image(
      { vi: 'Ảnh', en: 'Photos' },
      { most: 5, public: { op: '<>', args: [{ property: 'kind' }, 'secret'] } },
    ),
  },
})
type Report = RecordOf<typeof report>

export default definePlugin({
  id: 'voices',
  version: '1.0.0',
  engine: '^1.0.0',
  name: { vi: 'Tiếng dân', en: 'Voices' },
  capabilities: ['records:own', 'files:own'],
  models: { report },
  routes: {
    submit: {
      method: 'POST',
      path: '/reports',
      summary: { vi: 'Gửi phản ánh', en: 'Send a report' },
      permission: 'public',
      guard: 'public-form',
      body: {
        type: 'object',
        required: ['kind'],
        additionalProperties: false,
        properties: {
          kind: { type: 'string', maxLength: 40 },
          text: { type: 'string', maxLength: 4000 },
          place: { type: 'object' },
          photos: { type: 'array', maxItems: 5, items: { type: 'string' } },
        },
      },
      run: async (ctx, { body }) => {
        const { photos = [], ...values } = body as { photos?: string[] }
        const made = await ctx
          .records<{ code: string; photos: { id: string }[] }>('report')
          .create({ ...values, photos: photos.map((id) => ({ id })) })
        return { status: 201, body: { code: made.code } }
      },
    },
  },
  portalPages: {
    new: {
      label: { vi: 'Gửi phản ánh', en: 'Send a report' },
      description: { vi: 'Chụp một tấm ảnh, chọn chỗ, gửi.', en: 'A photo, a place, send.' },
      icon: 'camera',
      path: '/new',
      public: true,
      hydrate: true,
      bare: true,
      load: async () => ({ data: { kinds: ['flood', 'road', 'light', 'waste'] } }),
      view: './portal/new.tsx',
    },
    one: {
      label: { vi: 'Theo dõi phản ánh', en: 'Follow a report' },
      path: '/:code',
      public: true,
      load: async (ctx, { params, query }) => {
        if (query.broken) throw new Error('the cable is cut')
        const { items } = await ctx.records<Report>('report').list({ limit: 100 })
        const found = items.find(({ code }) => code === params.code)
        if (!found) return { status: 404, data: null, title: 'Không có mã này' }
        const photos = (found.photos ?? []).map(({ id }) => id)
        return {
          data: { code: found.code, kind: found.kind, text: found.text, photos },
          title: String(found.code),
        }
      },
      view: './portal/one.tsx',
    },
  },
})
