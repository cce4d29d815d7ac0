import type { Filter } from '@saola/cql2'
import type { AnyRecord, SystemFields } from './model.ts'
import type { EventRef, ServiceRef } from './refs.ts'
import type { Json, Lang } from './text.ts'

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

/** A list request. */
export interface ListQuery {
  /** CQL2 JSON tree. */
  filter?: Filter
  /** Default: newest first (`createdAt` descending). `id` is always the last key. */
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

/** The records of one model. Every method is checked against the capabilities granted to the plugin. */
export interface Repository<R = AnyRecord> {
  /** Null when there is none. */
  get(id: string): Promise<R | null>
  list(query?: ListQuery): Promise<RecordPage<R>>
  /** Refused with `validation-failed` when a value does not fit its field. */
  create(values: Partial<Omit<R, keyof SystemFields>>): Promise<R>
  /** Only the named fields change. `ifVersion` refuses with `version-conflict` when somebody was faster. */
  update(
    id: string,
    values: Partial<Omit<R, keyof SystemFields>>,
    options?: { ifVersion?: number },
  ): Promise<R>
  delete(id: string, options?: { ifVersion?: number }): Promise<void>
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
   */
  records<R = AnyRecord>(model: string): Repository<R>
  /** The plugin's settings after validation, with defaults filled in. */
  settings<S = Record<string, Json>>(): Promise<S>
  readonly http: {
    /** Needs `net:<host>` or `net:<host>:<port>`; private and loopback addresses only when named literally. */
    fetch(url: string, init?: HttpRequestInit): Promise<HttpReply>
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
