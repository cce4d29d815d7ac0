import type { Ctx, Json, ListQuery } from '@saola/sdk'
import type { Category } from '../models/category.ts'
import { equals } from '../models/equals.ts'
import type { Report } from '../models/report.ts'
import { openStates } from '../models/status.ts'
import { metresBetween } from './distance.ts'
import { masked } from './masking.ts'

export type Names = { vi: string; en: string }

/** What everybody may know of a report: nobody's name, no numbers of people, a blurred place where it is sensitive. */
export interface PublicReport {
  code: string
  category: { code: string; name: Names; icon: string }
  status: string
  description: string
  address: string | null
  /** Of today. */
  commune: Names | null
  /** Who works on it. */
  unit: Names | null
  /** `[longitude, latitude]` */
  position: [number, number] | null
  /** The category hides the exact place and the pictures. */
  sensitive: boolean
  requestedAt: string
  dueAt: string | null
  updatedAt: string
  followers: number
  photos: string[]
  afterPhotos: string[]
  /** Code of the report that goes on instead, where everybody may see it. */
  mergedInto: string | null
  comments: { text: string; at: string }[]
  /** Earliest first. */
  history: { status: string; at: string }[]
  [more: string]: Json
}

/** An open report close by, for somebody who is about to send the same. */
export interface NearReport {
  code: string
  description: string
  status: string
  requestedAt: string
  followers: number
  /** Along the ground, to the next ten metres. */
  metres: number
  photo: string | null
  [more: string]: Json
}

/** About 1 km: a street cannot be told any more. */
const ROUNDING = 100
const NEAR = 200

type Categories = ReadonlyMap<string, Category>
type Filter = NonNullable<ListQuery['filter']>

export async function categoriesById(ctx: Ctx): Promise<Map<string, Category>> {
  const { items } = await ctx
    .records<Category>('category')
    .list({ sort: [{ field: 'position' }], limit: 500 })
  return new Map(items.map((one) => [one.id, one]))
}

/** By its code. */
export async function categoryOf(ctx: Ctx, code: string): Promise<Category | undefined> {
  const filter = equals('code', code)
  return (await ctx.records<Category>('category').list({ filter, limit: 1 })).items[0]
}

/** Null where there is none, or where it is nothing for the public. */
export async function findShown(ctx: Ctx, code: string, known?: Categories): Promise<Report | null> {
  if (!/^PA-\d{4}-\d{6,9}$/.test(code)) return null
  const shown = forEverybody(known ?? (await categoriesById(ctx)))
  const filter: Filter = { op: 'and', args: [equals('code', code), shown] }
  return (await ctx.records<Report>('report').list({ filter, limit: 1 })).items[0] ?? null
}

/** The same as everybody may read it. */
export async function findPublic(ctx: Ctx, code: string): Promise<PublicReport | null> {
  const categories = await categoriesById(ctx)
  const found = await findShown(ctx, code, categories)
  if (!found) return null
  const comments = await ctx.records<Report>('report').comments(found.id, { visibility: 'public' })
  return {
    ...shown(found, categories),
    commune: await nameOf(ctx, found.commune),
    unit: await nameOf(ctx, found.unit),
    mergedInto: await goesOnAs(ctx, found, categories),
    history: await historyOf(ctx, found),
    comments: comments.map(({ text, at }) => ({ text: masked(text), at })),
  }
}

async function nameOf(ctx: Ctx, unit: string | null): Promise<Names | null> {
  const label = unit === null ? undefined : (await ctx.units.get(unit))?.label
  return label ? { vi: label.vi, en: label.en ?? label.vi } : null
}

async function goesOnAs(ctx: Ctx, { mergedInto }: Report, categories: Categories): Promise<string | null> {
  const other = mergedInto === null ? null : await ctx.records<Report>('report').get(mergedInto)
  return other?.code && (await findShown(ctx, other.code, categories)) ? other.code : null
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
export async function recentPublic(ctx: Ctx, limit = 20): Promise<PublicReport[]> {
  const categories = await categoriesById(ctx)
  const { items } = await ctx
    .records<Report>('report')
    .list({ filter: forEverybody(categories), sort: [{ field: 'requestedAt', descending: true }], limit })
  return items.map((one) => shown(one, categories))
}

/** Open ones of the same kind, the nearest first. None where the kind hides its places: nearness would tell them. */
export async function nearbyPublic(ctx: Ctx, kind: string, point: [number, number]): Promise<NearReport[]> {
  const categories = await categoriesById(ctx)
  const category = [...categories.values()].find(({ code }) => code === kind)
  if (category?.sensitive !== false) return []
  const open: Filter = { op: 'in', args: [{ property: 'status' }, [...openStates]] }
  const { items } = await ctx.records<Report>('report').list({
    near: { point, metres: NEAR },
    sort: [{ field: 'near' }],
    filter: { op: 'and', args: [equals('category', category.id), open, forEverybody(categories)] },
    limit: 3,
  })
  return items.map((one) => {
    const { code, description, status, requestedAt, followers, photos, position } = shown(one, categories)
    const metres = position ? Math.max(10, Math.round(metresBetween(point, position) / 10) * 10) : NEAR
    return { code, description, status, requestedAt, followers, metres, photo: photos[0] ?? null }
  })
}

function forEverybody(categories: Categories): Filter {
  const open = [...categories.values()].filter((one) => one.public === true).map(({ id }) => id)
  return {
    op: 'and',
    args: [
      equals('visible', true),
      { op: 'not', args: [equals('status', 'spam')] },
      { op: 'in', args: [{ property: 'category' }, open.length > 0 ? open : ['']] },
    ],
  }
}

function shown(one: Report, categories: Categories): PublicReport {
  const category = categories.get(one.category)
  const sensitive = category?.sensitive ?? true
  const coordinates = one.location?.coordinates
  const rounded = (value: number) => Math.round(value * ROUNDING) / ROUNDING
  return {
    code: one.code ?? '',
    category: {
      code: category?.code ?? '',
      name: { vi: category?.name ?? '', en: category?.nameEn ?? category?.name ?? '' },
      icon: category?.icon ?? '',
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
    commune: null,
    unit: null,
    sensitive,
    requestedAt: one.requestedAt,
    dueAt: one.dueAt,
    updatedAt: one.updatedAt,
    followers: one.followers ?? 0,
    photos: sensitive ? [] : (one.photos ?? []).map(({ id }) => id),
    afterPhotos: sensitive ? [] : (one.afterPhotos ?? []).map(({ id }) => id),
    mergedInto: null,
    comments: [],
    history: [],
  }
}
