import type { Ctx, Json } from '@saola/sdk'
import type { Category } from '../models/category.ts'
import { equals } from '../models/equals.ts'
import type { Report } from '../models/report.ts'
import { openStates } from '../models/status.ts'
import { masked } from './masking.ts'

export type Names = { vi: string; en: string }

/** What everybody may know of a report: nobody's name, no numbers of people, a blurred place where it is sensitive. */
export interface PublicReport {
  code: string
  category: { code: string; name: Names }
  status: string
  description: string
  address: string | null
  /** `[longitude, latitude]` */
  position: [number, number] | null
  requestedAt: string
  dueAt: string | null
  updatedAt: string
  followers: number
  photos: string[]
  afterPhotos: string[]
  comments: { text: string; at: string }[]
  /** Earliest first. */
  history: { status: string; at: string }[]
  [more: string]: Json
}

/** About 1 km: a street cannot be told any more. */
const ROUNDING = 100
const MOST = 50

export async function categoriesById(ctx: Ctx): Promise<Map<string, Category>> {
  const { items } = await ctx
    .records<Category>('category')
    .list({ sort: [{ field: 'position' }], limit: 500 })
  return new Map(items.map((one) => [one.id, one]))
}

/** Null where there is none, or where it is nothing for the public. */
export async function findPublic(ctx: Ctx, code: string): Promise<PublicReport | null> {
  if (!/^PA-\d{4}-\d{6,9}$/.test(code)) return null
  const records = ctx.records<Report>('report')
  const filter = equals('code', code)
  const [found] = (await records.list({ filter, limit: 1 })).items
  const categories = await categoriesById(ctx)
  if (!found || !isPublic(found, categories)) return null
  const comments = await records.comments(found.id, { visibility: 'public' })
  return {
    ...shown(found, categories),
    history: await historyOf(ctx, found),
    comments: comments.map(({ text, at }) => ({ text: masked(text), at })),
  }
}

/** Each status that a report reached, earliest first. */
async function historyOf(ctx: Ctx, { id, requestedAt }: Report): Promise<PublicReport['history']> {
  const revisions = await ctx.records<Report>('report').revisions(id, { limit: 500 })
  return revisions.flatMap(({ kind, at, data }) =>
    typeof data?.status === 'string'
      ? [{ status: data.status, at: kind === 'create' && data.status === 'received' ? requestedAt : at }]
      : [],
  )
}

/** The newest ones that everybody may see. */
export async function recentPublic(ctx: Ctx, limit = 12): Promise<PublicReport[]> {
  const categories = await categoriesById(ctx)
  const { items } = await ctx
    .records<Report>('report')
    .list({ sort: [{ field: 'requestedAt', descending: true }], limit: MOST })
  return items
    .filter((one) => isPublic(one, categories))
    .slice(0, limit)
    .map((one) => shown(one, categories))
}

/** Open ones of the same kind within 200 m, the nearest first. */
export async function nearbyPublic(ctx: Ctx, kind: string, point: [number, number]): Promise<PublicReport[]> {
  const categories = await categoriesById(ctx)
  const category = [...categories.values()].find(({ code }) => code === kind)
  if (!category) return []
  const { items } = await ctx.records<Report>('report').list({
    near: { point, metres: 200 },
    sort: [{ field: 'near' }],
    filter: equals('category', category.id),
    limit: 20,
  })
  return items
    .filter((one) => openStates.some((name) => name === one.status) && isPublic(one, categories))
    .slice(0, 3)
    .map((one) => shown(one, categories))
}

function isPublic(one: Report, categories: ReadonlyMap<string, Category>): boolean {
  const category = categories.get(one.category)
  return one.visible !== false && one.status !== 'spam' && category?.public !== false
}

function shown(one: Report, categories: ReadonlyMap<string, Category>): PublicReport {
  const category = categories.get(one.category)
  const sensitive = category?.sensitive ?? true
  const coordinates = one.location?.coordinates
  const rounded = (value: number) => Math.round(value * ROUNDING) / ROUNDING
  return {
    code: one.code ?? '',
    category: {
      code: category?.code ?? '',
      name: { vi: category?.name ?? '', en: category?.nameEn ?? category?.name ?? '' },
    },
    status: one.status ?? 'received',
    description: masked(one.description),
    // An address tells what the rounding of the position hides.
    address: sensitive || one.address === null ? null : masked(one.address),
    position: coordinates
      ? sensitive
        ? [rounded(coordinates[0]), rounded(coordinates[1])]
        : [coordinates[0], coordinates[1]]
      : null,
    requestedAt: one.requestedAt,
    dueAt: one.dueAt,
    updatedAt: one.updatedAt,
    followers: one.followers ?? 0,
    photos: sensitive ? [] : (one.photos ?? []).map(({ id }) => id),
    afterPhotos: sensitive ? [] : (one.afterPhotos ?? []).map(({ id }) => id),
    comments: [],
    history: [],
  }
}
