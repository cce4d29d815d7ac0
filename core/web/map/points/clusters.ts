import Supercluster, { type ClusterProperties, type PointFeature } from 'supercluster'
import { type Answers, type Bounds, type Mark, type Pick, TONES, type View } from './messages.ts'
import type { PointTable } from './point-table.ts'

/** Pixels within which records become one. */
const TOGETHER = 54
/** Beyond this zoom what still stands together stands at one place. */
export const CLOSEST = 17
const FARTHEST = 5

/** How many of each tone; the keys are places in {@link TONES}. */
type ToneCounts = Record<number, number>

const ONE: readonly ToneCounts[] = TONES.map((_, tone) =>
  Object.fromEntries(TONES.map((_, other) => [other, Number(other === tone)])),
)

/** The points of the layers that are shown, gathered for every zoom. */
export class Clusters {
  readonly #tables: readonly PointTable[]
  /** Where the points of each table begin in the numbering of all. */
  readonly #firsts: readonly number[]
  readonly #index: Supercluster<ToneCounts, ToneCounts>
  readonly count: number

  constructor(tables: readonly PointTable[]) {
    this.#tables = tables
    let count = 0
    this.#firsts = tables.map((table) => {
      const first = count
      count += table.length
      return first
    })
    this.count = count
    this.#index = new Supercluster<ToneCounts, ToneCounts>({
      radius: TOGETHER,
      extent: 256,
      minZoom: FARTHEST,
      maxZoom: CLOSEST,
      reduce: (sum, part) => {
        for (let tone = 0; tone < TONES.length; tone++) sum[tone] = (sum[tone] ?? 0) + (part[tone] ?? 0)
      },
    }).load(this.#features(count))
  }

  /** What is to be drawn. The counts of all marks of the whole world are the number of points. */
  marks({ zoom, drawn }: Omit<View, 'seen'>): Mark[] {
    return this.#index.getClusters([...drawn], zoom).map((feature): Mark => {
      const [longitude = 0, latitude = 0] = feature.geometry.coordinates
      const { properties } = feature
      if ('cluster_id' in properties) {
        const { cluster_id: cluster, point_count: count } = properties as ClusterProperties
        const tones = TONES.map((_, tone) => (properties as ToneCounts)[tone] ?? 0)
        return { longitude, latitude, count, tones, cluster }
      }
      const [table, at] = this.#point(Number(feature.id))
      const tone = table.tone(at)
      return {
        longitude: table.longitude(at),
        latitude: table.latitude(at),
        count: 1,
        tones: TONES.map((_, other) => Number(other === tone)),
        record: { layer: table.layer, id: table.id(at), tone, picture: table.picture(at) },
      }
    })
  }

  /** How many points lie within. */
  within(bounds: Bounds): number {
    let count = 0
    this.#each(bounds, () => {
      count += 1
    })
    return count
  }

  /** What all points lie in. */
  extent(): Bounds | undefined {
    const bounds: [number, number, number, number] = [180, 90, -180, -90]
    this.#each([-180, -90, 180, 90], (table, at) => {
      bounds[0] = Math.min(bounds[0], table.longitude(at))
      bounds[1] = Math.min(bounds[1], table.latitude(at))
      bounds[2] = Math.max(bounds[2], table.longitude(at))
      bounds[3] = Math.max(bounds[3], table.latitude(at))
    })
    return this.count === 0 ? undefined : bounds
  }

  /** The most urgent within, then the newest, and how many there are. */
  list(bounds: Bounds, limit: number): Answers['list'] {
    const found: [tone: number, table: PointTable, at: number][] = []
    this.#each(bounds, (table, at) => void found.push([table.tone(at), table, at]))
    return firstOf(found, limit)
  }

  /** The same of the members of a cluster. */
  members(cluster: number, limit: number): Answers['list'] {
    const leaves = this.#index.getLeaves(cluster, Number.POSITIVE_INFINITY)
    return firstOf(
      leaves.map(({ id }) => {
        const [table, at] = this.#point(Number(id))
        return [table.tone(at), table, at]
      }),
      limit,
    )
  }

  /** The zoom at which a cluster falls apart; undefined when it never does. */
  expansion(cluster: number): number | undefined {
    const zoom = this.#index.getClusterExpansionZoom(cluster)
    return zoom > CLOSEST ? undefined : zoom
  }

  #features(count: number): PointFeature<ToneCounts>[] {
    const features = new Array<PointFeature<ToneCounts>>(count)
    let id = 0
    for (const table of this.#tables) {
      for (let at = 0; at < table.length; at++, id++) {
        features[id] = {
          type: 'Feature',
          id,
          properties: ONE[table.tone(at)] as ToneCounts,
          geometry: { type: 'Point', coordinates: [table.longitude(at), table.latitude(at)] },
        }
      }
    }
    return features
  }

  #point(id: number): [table: PointTable, at: number] {
    const table = this.#firsts.findLastIndex((first) => first <= id)
    return [this.#tables[table] as PointTable, id - (this.#firsts[table] as number)]
  }

  #each([west, south, east, north]: Bounds, take: (table: PointTable, at: number) => void): void {
    for (const table of this.#tables) {
      for (let at = 0; at < table.length; at++) {
        const longitude = table.longitude(at)
        const latitude = table.latitude(at)
        if (longitude >= west && longitude <= east && latitude >= south && latitude <= north) take(table, at)
      }
    }
  }
}

function firstOf(found: [tone: number, table: PointTable, at: number][], limit: number): Answers['list'] {
  const items: Pick[] = []
  for (let tone = 0; tone < TONES.length && items.length < limit; tone++) {
    const alike = found
      .filter((one) => one[0] === tone)
      .map(([, table, at]): Pick => ({ layer: table.layer, id: table.id(at), tone }))
    // Ids grow with time.
    alike.sort((a, b) => (a.id < b.id ? 1 : -1))
    items.push(...alike.slice(0, limit - items.length))
  }
  return { items, total: found.length }
}
