import type { JsonSchema, Text } from '@saola/sdk'
import type { Owner } from '../owner/owner.ts'
import type { Scope } from '../scope/scope.ts'

/** What changes among the contributions of one owner to one point. Keys are names without the owner's id. */
export interface Delta<T> {
  owner: Owner
  added: Map<string, T>
  changed: Map<string, { from: T; to: T }>
  removed: Map<string, T>
}

/**
 * One thing that a person should know before it happens. `refuses` stops the change; `code` is then the problem's code.
 */
export interface Effect {
  kind: 'adds' | 'changes' | 'removes' | 'warns' | 'refuses'
  point: string
  /** Full id of the contribution concerned. */
  subject: string
  text: Text
  code?: string
}

/**
 * A named, schema-checked place that receives contributions.
 *
 * `data` points are applied before the plugin starts (models, settings, permissions), `serve` points after it
 * (routes, jobs, widgets). `apply` registers what is added and what a change leads to, on the scope of each
 * contribution; the scopes of what it replaces are disposed right after, so a swap has no gap.
 */
export interface Point<T = unknown> {
  id: string
  /** JSON Schema of one contribution. */
  schema: JsonSchema
  stage: 'data' | 'serve'
  /**
   * A contribution after an administrator's change of it. Default: JSON merge patch. A point that knows its parts
   * leaves out changes of those that a newer base no longer has.
   */
  merge?(base: T, patch: unknown): unknown
  /** Points that must be applied earlier. */
  after?: string[]
  /** Says what the change would do. Changes nothing. */
  check?(delta: Delta<T>): Effect[] | Promise<Effect[]>
  apply(delta: Delta<T>, scopeOf: (name: string) => Scope): void | Promise<void>
  /** Puts away or destroys what a removed module leaves behind, by full id. Its contributions are not applied then. */
  discard?(contributions: Map<string, T>, fate: 'archive' | 'purge'): void | Promise<void>
}
