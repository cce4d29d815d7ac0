import type { DemoPhoto, DemoReport } from '../report.ts'
import { lightOf } from './stage/light.ts'

/** A picture as the package brings it. */
export interface PackagedPicture {
  /** Below the folder of the plugin. */
  path: string
  scene: string
  seed: number
}

/** Reports of one scene and light that may share a picture. */
const SHARED = 5
/** Pictures of one scene in one light. */
const MOST = 4

/**
 * The pictures of a corpus, each scene in each light a few times: a package with one for every report would be ten
 * times as large.
 */
export function packagedPictures(reports: readonly DemoReport[]): {
  pictures: PackagedPicture[]
  pathOf: (photo: DemoPhoto) => string
} {
  const seeds = new Map<string, number[]>()
  for (const { photos } of reports) {
    for (const { scene, seed } of photos) {
      const kind = kindOf(scene, seed)
      const known = seeds.get(kind) ?? []
      if (!known.includes(seed)) seeds.set(kind, [...known, seed])
    }
  }
  const shown = (kind: string) => {
    const all = seeds.get(kind) ?? []
    return all.slice(0, Math.min(MOST, Math.ceil(all.length / SHARED)))
  }
  const pictures = [...seeds.keys()].sort().flatMap((kind) =>
    shown(kind).map((seed, at): PackagedPicture => {
      const scene = kind.slice(0, kind.lastIndexOf('-'))
      return { path: pathOf(kind, at), scene, seed }
    }),
  )
  return {
    pictures,
    pathOf: ({ scene, seed }) => {
      const kind = kindOf(scene, seed)
      const at = (seeds.get(kind) ?? []).indexOf(seed)
      return pathOf(kind, Math.max(0, at) % shown(kind).length)
    },
  }
}

function kindOf(scene: string, seed: number): string {
  return `${scene}-${lightOf(seed)}`
}

function pathOf(kind: string, at: number): string {
  return `assets/pictures/${kind}-${at + 1}.jpg`
}
