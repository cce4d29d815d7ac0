import { type LayerCounts, type LayerSource, type PointChange, QUIET, type ToneRule } from './messages.ts'
import type { SentPoints } from './read-points.ts'

/** The points of one layer, in columns. */
export class PointTable {
  readonly layer: string
  readonly source: LayerSource
  #length: number
  #ids: string[]
  #longitudes: Float64Array
  #latitudes: Float64Array
  #tones: Uint8Array
  #pictures: (string | null)[]
  /** Where each record is; made when the first change comes. */
  #places: Map<string, number> | undefined
  /** Points that match at the centre and are not here. */
  readonly #beyond: number
  readonly #unplaced: number

  constructor(source: LayerSource, sent: SentPoints) {
    this.layer = source.layer
    this.source = source
    const { count } = sent
    this.#length = count
    this.#beyond = sent.total - count
    this.#unplaced = sent.unplaced
    this.#ids = Array.from({ length: count }, (_, at) => sent.id(at))
    this.#longitudes = Float64Array.from({ length: count }, (_, at) => sent.longitude(at))
    this.#latitudes = Float64Array.from({ length: count }, (_, at) => sent.latitude(at))
    const fields = groupsOf(source)
    const tone = source.tone ? fields.indexOf(source.tone.field) : -1
    const picture = source.picture === undefined ? -1 : fields.indexOf(source.picture)
    this.#tones = Uint8Array.from({ length: count }, (_, at) =>
      tone < 0 ? QUIET : toneBy(source.tone, sent.value(tone, at)),
    )
    this.#pictures = Array.from({ length: count }, (_, at) =>
      picture < 0 ? null : textOf(sent.value(picture, at)),
    )
  }

  get length(): number {
    return this.#length
  }

  get counts(): LayerCounts {
    return { count: this.#length, total: this.#length + this.#beyond, unplaced: this.#unplaced }
  }

  id(at: number): string {
    return this.#ids[at] as string
  }

  longitude(at: number): number {
    return this.#longitudes[at] as number
  }

  latitude(at: number): number {
    return this.#latitudes[at] as number
  }

  tone(at: number): number {
    return this.#tones[at] as number
  }

  picture(at: number): string | null {
    return this.#pictures[at] ?? null
  }

  /** Where a record stands in the columns. */
  find(id: string): number | undefined {
    this.#places ??= new Map(this.#ids.map((one, at) => [one, at]))
    return this.#places.get(id)
  }

  /** Takes over what became of a record. Gives back whether anything on the map is different. */
  change({ id, place, values }: PointChange): boolean {
    const known = this.find(id)
    if (place === null) {
      if (known === undefined) return false
      this.#remove(known)
      return true
    }
    const { tone: rule, picture } = this.source
    const tone = rule ? toneBy(rule, values[rule.field]) : QUIET
    const drawn = picture === undefined ? null : textOf(values[picture])
    if (known !== undefined && this.#same(known, place, tone, drawn)) return false
    this.#put(known ?? this.#add(id), place, tone, drawn)
    return true
  }

  #same(at: number, [longitude, latitude]: readonly [number, number], tone: number, picture: string | null) {
    return (
      this.#longitudes[at] === longitude &&
      this.#latitudes[at] === latitude &&
      this.#tones[at] === tone &&
      this.picture(at) === picture
    )
  }

  #put(at: number, [longitude, latitude]: readonly [number, number], tone: number, picture: string | null) {
    this.#longitudes[at] = longitude
    this.#latitudes[at] = latitude
    this.#tones[at] = tone
    this.#pictures[at] = picture
  }

  #add(id: string): number {
    const at = this.#length
    if (at === this.#tones.length) this.#grow()
    this.#ids[at] = id
    this.#places?.set(id, at)
    this.#length += 1
    return at
  }

  /** The last one takes its place. */
  #remove(at: number): void {
    const last = this.#length - 1
    this.#places?.delete(this.id(at))
    if (at !== last) {
      this.#ids[at] = this.id(last)
      this.#places?.set(this.id(last), at)
      this.#put(at, [this.longitude(last), this.latitude(last)], this.tone(last), this.picture(last))
    }
    this.#ids.length = last
    this.#pictures.length = last
    this.#length = last
  }

  #grow(): void {
    const size = Math.max(64, Math.ceil(this.#length * 1.5))
    const grown = <T extends Float64Array | Uint8Array>(made: T, old: T): T => {
      made.set(old)
      return made
    }
    this.#longitudes = grown(new Float64Array(size), this.#longitudes)
    this.#latitudes = grown(new Float64Array(size), this.#latitudes)
    this.#tones = grown(new Uint8Array(size), this.#tones)
  }
}

/** The fields whose values a layer asks for, in this order. */
export function groupsOf({ tone, picture }: Pick<LayerSource, 'tone' | 'picture'>): string[] {
  return [...new Set([tone?.field, picture].filter((field) => field !== undefined))]
}

function toneBy(rule: ToneRule | undefined, value: unknown): number {
  if (rule?.by === 'stop') {
    if (typeof value !== 'number') return QUIET
    return rule.stops.find(({ upTo }) => upTo === undefined || value <= upTo)?.tone ?? QUIET
  }
  const known = rule !== undefined && typeof value === 'string' && Object.hasOwn(rule.tones, value)
  return known ? (rule.tones[value] ?? QUIET) : QUIET
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}
