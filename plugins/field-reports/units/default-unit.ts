import type { Ctx } from '@saola/sdk'
import type { Category } from '../models/category.ts'
import { equals } from '../models/equals.ts'
import type { Responsibility } from '../models/responsibility.ts'

/**
 * The unit that should handle a report of a category in a commune, the first of:
 * what was laid down for the two · the commune's own office of the category (`ha-tang` in `16690` is the unit
 * `ha-tang-16690`) · the one unit that handles the category everywhere · the commune itself. Null where none is known.
 */
export async function defaultUnit(
  ctx: Ctx,
  category: Category | null,
  commune: string | null,
): Promise<string | null> {
  const laidDown = category && commune ? await laidDownFor(ctx, category.id, commune) : null
  const offices = category?.office && commune ? [`${category.office}-${commune}`] : []
  for (const id of [laidDown, ...offices, category?.handler ?? null, commune]) {
    if (id && (await isUnit(ctx, id))) return id
  }
  return null
}

async function laidDownFor(ctx: Ctx, category: string, commune: string): Promise<string | null> {
  const filter = { op: 'and' as const, args: [equals('category', category), equals('commune', commune)] }
  const [found] = (await ctx.records<Responsibility>('responsibility').list({ filter, limit: 1 })).items
  return found?.handler ?? null
}

/** Only what a record may name: units may have ended or their module may be off. */
async function isUnit(ctx: Ctx, id: string): Promise<boolean> {
  const unit = await ctx.units.get(id)
  return unit !== null && (unit.to === null || unit.to >= today())
}

function today(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
}
