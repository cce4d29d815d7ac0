import type { Tone } from '@saola/sdk'

/** Tones in the order of urgency; a tone travels as its place in this list. */
export const TONES: readonly Tone[] = ['crit', 'high', 'warn', 'ok', 'hold', 'off']
export const QUIET = TONES.indexOf('off')

/** What a point means by the value of a field. */
export type ToneRule =
  | { field: string; by: 'key'; tones: Readonly<Record<string, number>> }
  /** The first stop that the number does not exceed. */
  | { field: string; by: 'stop'; stops: readonly { upTo?: number | undefined; tone: number }[] }

/** Where the points of a layer come from and what they mean. */
export interface LayerSource {
  layer: string
  /** Address of the points, with the fields below as groups. */
  url: string
  tone?: ToneRule | undefined
  /** The field whose value chooses the picture. */
  picture?: string | undefined
}

/** What a record is now; without a place it is not on the map. */
export interface PointChange {
  id: string
  place: readonly [longitude: number, latitude: number] | null
  /** Values of the groups by field. */
  values: Readonly<Record<string, unknown>>
}

/** West, south, east, north. */
export type Bounds = readonly [number, number, number, number]

export interface View {
  zoom: number
  /** What is drawn: somewhat more than what is seen. */
  drawn: Bounds
  seen: Bounds
}

/** What is drawn at one place: a record, or several that stand too close. */
export interface Mark {
  longitude: number
  latitude: number
  count: number
  /** How many of each tone, in the order of {@link TONES}. */
  tones: readonly number[]
  /** Of a single record. */
  record?: { layer: string; id: string; tone: number; picture: string | null }
  /** Of several; only good until the next `marks`. */
  cluster?: number
}

/** A record by name only. */
export interface Pick {
  layer: string
  id: string
  tone: number
}

export type ToWorker =
  | { type: 'load'; source: LayerSource }
  | { type: 'drop'; layer: string }
  | { type: 'change'; layer: string; changes: readonly PointChange[] }
  | { type: 'show'; layers: readonly string[] }
  | { type: 'view'; view: View }
  | { type: 'ask'; seq: number; question: Question }

export type Question =
  /** The most urgent of what is seen, or of one cluster. */
  | { what: 'list'; limit: number; cluster?: number | undefined }
  /** The zoom at which a cluster falls apart; undefined when it never does. */
  | { what: 'expand'; cluster: number }
  /** What all points that are shown lie in; undefined when there is none. */
  | { what: 'extent' }

export interface Answers {
  list: { items: Pick[]; total: number }
  expand: { zoom: number } | undefined
  extent: Bounds | undefined
}

/** How much of a layer is here. */
export interface LayerCounts {
  /** Points here. */
  count: number
  /** All that match and have a position. */
  total: number
  unplaced: number
}

export type FromWorker =
  | ({ type: 'loaded'; layer: string } & LayerCounts)
  | { type: 'failed'; layer: string; status: number; code: string }
  /** After changes that were told. */
  | ({ type: 'counts'; layer: string } & LayerCounts)
  | { type: 'marks'; marks: Mark[]; view: View; seen: number; shown: number }
  | { type: 'answer'; seq: number; answer: Answers[keyof Answers] }
