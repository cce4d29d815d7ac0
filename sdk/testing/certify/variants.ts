import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from '@saola/sdk'

/** Puts a copy of a built plugin, with another manifest over the same code, where a centre discovers it. */
export async function placeVariant(
  dist: string | undefined,
  manifest: Manifest,
  into: string,
): Promise<void> {
  const target = join(into, manifest.id, 'dist')
  await mkdir(target, { recursive: true })
  if (dist !== undefined) await cp(dist, target, { recursive: true })
  await writeFile(join(target, 'manifest.json'), JSON.stringify(manifest))
}

/** A plugin of data alone: one dashboard with a tile for each widget of another plugin. */
export function boardFor(manifest: Manifest): Manifest {
  const tiles: Record<string, { widget: string; x: number; y: number; w: number; h: number }> = {}
  let y = 0
  for (const [name, widget] of Object.entries(manifest.contributes.widgets ?? {})) {
    tiles[name] = { widget: `${manifest.id}.${name}`, x: 0, y, w: widget.size.w, h: widget.size.h }
    y += widget.size.h
  }
  return {
    manifest: 1,
    id: `${manifest.id.slice(0, 50)}-board`,
    version: '1.0.0',
    engine: '*',
    name: { vi: 'Các ô cần xem', en: 'Tiles to look at' },
    contributes: { dashboards: { board: { label: { vi: 'Các ô cần xem', en: 'Tiles to look at' }, tiles } } },
    files: {},
  }
}
