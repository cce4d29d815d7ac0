import type { Ctx, UnitMatch } from '@saola/sdk'

const COMMUNES: readonly string[] = ['commune', 'ward', 'special-zone']

/**
 * The commune or ward of today in which something lies: by its position where areas are known, else by its address,
 * whose names may be those from before a reform. Undefined where neither tells.
 */
export async function communeOf(
  ctx: Ctx,
  { position, address }: { position?: readonly [number, number]; address?: string },
): Promise<UnitMatch | undefined> {
  const isCommune = ({ kind }: UnitMatch) => COMMUNES.includes(kind)
  const byPlace = position ? (await ctx.units.find({ point: position })).find(isCommune) : undefined
  if (byPlace || !address?.trim()) return byPlace
  return (await ctx.units.find({ text: address.slice(0, 300) })).find(isCommune)
}
