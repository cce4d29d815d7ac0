/** A typed name that carries a contract, never an implementation. Equal ids are the same ref, in any process. */
export interface Ref<Kind extends string, T> {
  readonly kind: Kind
  /** `<plugin>.<name>`. */
  readonly id: string
  /** Major version of the contract. */
  readonly version: number
  /** Only for the type checker. */
  readonly type?: T
}

/** One provider, many users. */
export type ServiceRef<T extends object> = Ref<'service', T>
/** One emitter, many listeners. */
export type EventRef<T> = Ref<'event', T>
/** One owner, many contributors. */
export type PointRef<T> = Ref<'point', T>

export function serviceRef<T extends object>(id: string, version = 1): ServiceRef<T> {
  return { kind: 'service', id, version }
}

export function eventRef<T>(id: string, version = 1): EventRef<T> {
  return { kind: 'event', id, version }
}

export function pointRef<T>(id: string, version = 1): PointRef<T> {
  return { kind: 'point', id, version }
}
