import type { Ctx, Json, PortalPage, PortalReply } from '@saola/sdk'
import { questionsOf } from '../models/question.ts'
import { categoriesById, findPublic, recentPublic } from '../public/public-report.ts'

async function one(ctx: Ctx, code: string, lang: 'vi' | 'en'): Promise<PortalReply> {
  const found = await findPublic(ctx, code)
  const data = { code: code.slice(0, 40), report: found, at: new Date().toISOString() }
  if (!found) return { status: 404, data: data as Json }
  return { data: data as Json, title: found.code, description: found.category.name[lang] }
}

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
      const categories = [...(await categoriesById(ctx)).values()].map((each) => ({
        code: each.code,
        name: lang === 'en' ? (each.nameEn ?? each.name) : each.name,
        icon: each.icon ?? '',
        hours: each.deadlineHours,
        working: each.clock === 'working',
        questions: questionsOf(each) as unknown as Json,
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
    load: async (ctx) => ({
      data: { reports: (await recentPublic(ctx)) as Json, at: new Date().toISOString() },
    }),
    view: './portal/recent.tsx',
  },
  find: {
    label: { vi: 'Tìm phản ánh theo mã', en: 'Find a report by its code' },
    path: '/find',
    public: true,
    listed: false,
    load: (ctx, { query, lang }) =>
      one(
        ctx,
        String(query.code ?? '')
          .trim()
          .toUpperCase(),
        lang,
      ),
    view: './portal/one.tsx',
  },
  one: {
    label: { vi: 'Theo dõi phản ánh', en: 'Follow a report' },
    path: '/:code',
    public: true,
    hydrate: true,
    load: (ctx, { params, lang }) => one(ctx, params.code ?? '', lang),
    view: './portal/one.tsx',
  },
}
