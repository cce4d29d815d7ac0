import { Problem } from '@saola/kernel'
import type { Actor, AnyRecord, ModelPermission } from '@saola/sdk'
import type { Model } from '../models/model.ts'
import type { Access } from '../rights/access.ts'
import type { Reach } from '../rights/reach.ts'

/** Where the rights of somebody end among the records of one model. */
export class Bounds {
  readonly #access: Access
  readonly #actor: Actor
  readonly #model: Model

  constructor(access: Access, actor: Actor, model: Model) {
    this.#access = access
    this.#actor = actor
    this.#model = model
  }

  /** Throws `forbidden` unless some records are within a permission. */
  may(permission: ModelPermission): Reach {
    const reach = this.#access.reach(this.#actor, this.#model, permission)
    if (reach) return reach
    const full = `${this.#model.id}:${permission}`
    throw new Problem('forbidden', 403, `You lack the permission ${full}.`, {
      culprit: this.#model.id,
      extra: { permission: full },
    })
  }

  /** Whether a record is there for them. */
  sees(record: AnyRecord): boolean {
    return this.may('read').holds(record)
  }

  /** Throws `forbidden` unless a permission covers a record that they see. */
  require(permission: ModelPermission, record: AnyRecord): void {
    if (this.may(permission).holds(record)) return
    throw this.#beyond(permission, 'The record is not one of those')
  }

  /**
   * Throws `forbidden` when a record, as it will be, is beyond the permission by which it is written. Who may assign
   * may also give a record out of their hands.
   */
  requireAfter(permission: 'create' | 'update', record: AnyRecord): void {
    if (this.may(permission).holds(record)) return
    if (permission === 'update' && this.#access.can(this.#actor, `${this.#model.id}:assign`)) return
    throw this.#beyond(permission, 'With these values the record would not be one of those')
  }

  /** Which records of another model they may read. */
  related(model: Model): Reach | undefined {
    return this.#access.reach(this.#actor, model, 'read')
  }

  #beyond(permission: ModelPermission, what: string): Problem {
    const full = `${this.#model.id}:${permission}`
    return new Problem('forbidden', 403, `${what} for which you hold the permission ${full}.`, {
      culprit: this.#model.id,
      extra: { permission: full, condition: true },
    })
  }
}

/** The answer for a record that is not there, and for one that somebody may not see. */
export function recordMissing(model: Model, id: unknown): Problem {
  const shown = String(id).slice(0, 80)
  return new Problem('record-missing', 404, `There is no record ${shown} of ${model.id}.`, {
    culprit: model.id,
  })
}
