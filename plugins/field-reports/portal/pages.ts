import type { Json, PortalPage } from '@saola/sdk'
import { categoriesById, findPublic, recentPublic } from '../public/public-report.ts'

export const portalPages: Record<string, PortalPage> = {
  new: {
    label: { vi: 'Gửi phản ánh', en: 'Send a report' },
    description: {
      vi: 'Chụp một tấm ảnh, đặt ghim, kể ngắn gọn. Không cần tài khoản.',
      en: 'Take a photo, put the pin, say in a few words. No account needed.',
    },
    icon: 'camera',
    path: '/new',
    public: true,
    hydrate: true,
    bare: true,
    order: 1,
    load: async (ctx, { lang }) => {
      const categories = [...(await categoriesById(ctx)).values()].map((one) => ({
        code: one.code,
        name: lang === 'en' ? (one.nameEn ?? one.name) : one.name,
        icon: one.icon ?? '',
        hours: one.deadlineHours,
        working: one.clock === 'working',
      }))
      return { data: { categories } }
    },
    view: './portal/new.tsx',
  },
  recent: {
    label: { vi: 'Phản ánh mới đây', en: 'Recent reports' },
    description: {
      vi: 'Người dân vừa báo gì, và đã xử lý tới đâu.',
      en: 'What people have reported lately, and how far it has come.',
    },
    icon: 'list',
    path: '/recent',
    public: true,
    order: 2,
    load: async (ctx) => ({ data: { reports: (await recentPublic(ctx)) as Json } }),
    view: './portal/recent.tsx',
  },
  one: {
    label: { vi: 'Theo dõi phản ánh', en: 'Follow a report' },
    path: '/:code',
    public: true,
    load: async (ctx, { params, lang }) => {
      const found = await findPublic(ctx, params.code ?? '')
      if (found) return { data: found, title: found.code, description: found.category.name[lang] }
      return { status: 404, data: null }
    },
    view: './portal/one.tsx',
  },
}
