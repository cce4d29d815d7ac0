import { rm } from 'node:fs/promises'
import { Problem } from '../owner/errors.ts'
import type { Registry } from '../registry/registry.ts'
import type { FoundPackage } from './state.ts'

/** What becomes of a removed module's data: it stays where it is, or it is put out of use, or it is destroyed. */
export type DataFate = 'keep' | 'archive' | 'purge'

/**
 * The last phase: takes an installed package off this machine. The points are asked to archive or purge what
 * they hold for it; a point that cannot do so says why, and then nothing is removed.
 */
export async function remove(
  registry: Registry,
  packs: FoundPackage[],
  isOn: boolean,
  data: DataFate,
): Promise<void> {
  const first = packs[0]
  if (!first) throw new Problem('module-unknown', 404, 'there is no such package')
  const { id } = first
  if (isOn) throw new Problem('module-on', 409, `${id} is on; switch it off first`, { culprit: id })
  if (packs.some((pack) => pack.origin === 'workspace')) {
    throw new Problem('module-in-workspace', 409, `${id} is part of this deployment's source`, {
      culprit: id,
    })
  }
  if (data !== 'keep') {
    for (const pack of packs) await registry.discard(id, pack.manifest?.contributes ?? {}, data)
  }
  for (const pack of packs) await rm(pack.dir, { recursive: true, force: true })
}
