import type { MovingFilter } from '@saola/cql2'
import type { AnyRecord, FileRef, SystemFields } from './model.ts'
import type { EventRef, ServiceRef } from './refs.ts'
import type { Json, Lang } from './text.ts'
import type { UnitInfo, UnitMatch, UnitQuery } from './units.ts'

/** Who acts. Plugins act as `plugin:<id>` with the capabilities that were granted. */
export interface Actor {
  /** `user:<id>`, `token:<id>`, `plugin:<id>` or `anonymous`. */
  id: string
  kind: 'user' | 'token' | 'plugin' | 'anonymous'
  name: string
  roles: string[]
  /** Units the actor belongs to. */
  units: string[]
}

export type Sort = { field: string; descending?: boolean }

/** Records within a distance of a position. */
export interface Near {
  /** `[longitude, latitude]`, WGS 84. */
  point: readonly [longitude: number, latitude: number]
  /** Metres along the ground, more than 0 and at most 500,000. */
  metres: number
  /** Default: the first point field of the model. */
  field?: string
}

/** Which records are meant; what is given must all be true of them. */
export interface Selection {
  /** CQL2 JSON tree; `now` and `today` may stand for instants. */
  filter?: MovingFilter
  /**
   * Words that must all occur in the model's `search` fields, without regard to case, accents and đ: `vo nuoc` finds
   * `Vỡ nước`. At most 200 characters and 8 words. Refused with `search-invalid` where the model has no such fields.
   */
  search?: string
  near?: Near
}

/** A list request. */
export interface ListQuery extends Selection {
  /**
   * Default: newest first (`createdAt` descending). `id` is always the last key. Where `near` is given,
   * `[{ field: 'near' }]` puts the nearest first; such a list has one page only.
   */
  sort?: Sort[]
  /** 1 … 500. Default 25. */
  limit?: number
  /** From a previous page's `next`; only with the same filter and sort. */
  cursor?: string
  /** Also count all records that match. */
  count?: boolean
  /** Only these fields, plus id and version. */
  fields?: string[]
}

export interface RecordPage<R> {
  items: R[]
  /** Cursor of the next page, or null at the end. */
  next: string | null
  count?: number
}

/** A request to count records by what they hold. */
export interface CountsQuery extends Selection {
  /**
   * A field, or the hour, day, week (by its Monday) or month in Vietnam of a date and time: `status`,
   * `day(requestedAt)`.
   */
  by: string
}

export interface Counts {
  /**
   * By field: the most frequent first; by time: the earliest first. At most 1,000. Keys of times read
   * `2026-11-24T02`, `2026-11-24`, `2026-11-23` (the Monday) and `2026-11`.
   */
  items: { key: string | number | boolean | null; count: number }[]
  /** All records that were counted. */
  total: number
}

/** What somebody wrote about a record. Comments are never changed. */
export interface Comment {
  id: string
  text: string
  /** `public` ones may be shown to everybody, by whoever shows records to the public. */
  visibility: 'internal' | 'public'
  at: string
  /** Actor id. */
  by: string
}

/** What one change made of a record. */
export interface Revision {
  /** The record's version since this change, from 1. */
  version: number
  /** Actor id. */
  actor: string
  at: string
  /** `undo` gave fields back the values that they had before an `update`. */
  kind: 'create' | 'update' | 'undo' | 'delete'
  /** The whole record of a `create`, the changed fields of an `update` or `undo`, null for a `delete`. */
  data: Record<string, Json> | null
}

/** What a writer gives of a record. `unit` is for plugins alone. */
export type Writable<R> = Omit<R, Exclude<keyof SystemFields, 'unit'>>

/** The records of one model. Every method is checked against the capabilities granted to the plugin. */
export interface Repository<R = AnyRecord> {
  /** Null when there is none. */
  get(id: string): Promise<R | null>
  list(query?: ListQuery): Promise<RecordPage<R>>
  counts(query: CountsQuery): Promise<Counts>
  /**
   * Refused with `validation-failed` when a value does not fit its field. A plugin may say to which unit a record
   * belongs, here and in `update`.
   */
  create(values: Partial<Writable<R>>): Promise<R>
  /** Only the named fields change. `ifVersion` refuses with `version-conflict` when somebody was faster. */
  update(id: string, values: Partial<Writable<R>>, options?: { ifVersion?: number }): Promise<R>
  delete(id: string, options?: { ifVersion?: number }): Promise<void>
  /**
   * The changes of a record, also of a deleted one, oldest first; empty when there never was one. `after` is a version.
   * `limit` is 1 … 500, default 100.
   */
  revisions(id: string, options?: { after?: number; limit?: number }): Promise<Revision[]>
  /**
   * What was written about a record, oldest first, at most 500. Refused with `comments-unavailable` when the model
   * takes none.
   */
  comments(id: string, options?: { visibility?: Comment['visibility'] }): Promise<Comment[]>
  /** Writes about a record: 1 … 10,000 characters of Markdown. Listeners hear of it as `<model>.commented`. */
  comment(id: string, comment: { text: string; visibility?: Comment['visibility'] }): Promise<Comment>
}

export interface HttpRequestInit {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  headers?: Record<string, string>
  body?: string
  /** Milliseconds for the whole exchange. Default 10,000, at most 60,000. */
  timeout?: number
  /** Largest answer in bytes. Default 1 MiB, at most 16 MiB. */
  maxBytes?: number
}

export interface HttpReply {
  status: number
  headers: Record<string, string>
  /** UTF-8 text. */
  body: string
}

/**
 * What a plugin may do. Narrow and asynchronous; every value that crosses it survives `structuredClone`, so a
 * plugin can later run in its own process. Each call is checked against the granted capabilities and refused
 * with the error code `capability-denied`.
 */
export interface Ctx {
  readonly plugin: { readonly id: string; readonly version: string }
  /**
   * Records of a model: `station` for one's own (capability `records:own`), `other.model` for another's
   * (`records:read:other.model`, `records:write:other.model`).
   *
   * A plugin sees all records whoever asks it. With `for` it acts as somebody, by their rights besides its own
   * capabilities: what a route for people in a centre wants, `ctx.records('report', { for: request.actor })`.
   */
  records<R = AnyRecord>(model: string, as?: { for: Actor }): Repository<R>
  /** The plugin's settings after validation, with defaults filled in. */
  settings<S = Record<string, Json>>(): Promise<S>
  readonly http: {
    /** Needs `net:<host>` or `net:<host>:<port>`; private and loopback addresses only when named literally. */
    fetch(url: string, init?: HttpRequestInit): Promise<HttpReply>
  }
  readonly files: {
    /**
     * Takes in a file of at most 20 MiB, to be named in a `file` or `image` field of an own record within a day. Needs
     * `files:own`.
     */
    put(file: { name: string; bytes: Uint8Array }): Promise<FileRef>
  }
  /** The organisation tree, from every module that brings units. Needs no capability: names of offices are public. */
  readonly units: {
    /** Null when there is none. */
    get(id: string): Promise<UnitInfo | null>
    /**
     * Units that an address or a name means, or that hold a position, best first; empty when none does. At most 20.
     * Refused with `query-invalid` when neither or both are given.
     */
    find(query: UnitQuery): Promise<UnitMatch[]>
    /** Those right below, in the order of their names. */
    children(id: string): Promise<UnitInfo[]>
  }
  /** Needs `emit:<event>`. Kept in the outbox: listeners get it at least once. */
  emit<T>(event: EventRef<T>, data: T): Promise<void>
  /** Needs `use:<service>`. Refused with `service-unavailable` while its module is off. */
  use<T extends object>(service: ServiceRef<T>): Promise<T>
  readonly log: Record<
    'debug' | 'info' | 'warn' | 'error',
    (message: string, data?: Record<string, Json>) => void
  >
  /** A message of the plugin's own `locales`. */
  t(key: string, params?: Record<string, string | number>, lang?: Lang): string
  /** Aborts when the plugin is switched off, and in a handler also at its time limit. */
  readonly signal: AbortSignal
}
