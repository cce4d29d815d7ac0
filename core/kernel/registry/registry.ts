import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { mergePatch } from '../loader/merge-patch.ts'
import { holdsCode } from '../manifest/to-manifest.ts'
import { Problem } from '../owner/errors.ts'
import type { Owner } from '../owner/owner.ts'
import type { Delta, Effect, Point } from '../points/point.ts'
import { Scope } from '../scope/scope.ts'

/** Contributions by point, then by name. */
export type Contributed = Record<string, Record<string, unknown>>

/** A contribution as it stands, with who brought it. */
export interface Entry<T = unknown> {
  owner: Owner
  name: string
  data: T
}

interface Applied {
  entry: Entry
  scope: Scope
}

/** Points in the order in which they are applied, and what they hold now. */
export class Registry {
  readonly #points = new Map<string, Point>()
  readonly #validators = new Map<string, ValidateFunction>()
  readonly #applied = new Map<string, Map<string, Applied>>()
  readonly #ajv: Ajv2020

  constructor() {
    this.#ajv = new Ajv2020({ allErrors: true, strict: false, discriminator: false })
    ;(addFormats as unknown as { default: (ajv: Ajv2020) => void }).default?.(this.#ajv) ??
      (addFormats as unknown as (ajv: Ajv2020) => void)(this.#ajv)
  }

  open<T>(point: Point<T>, scope: Scope): void {
    if (this.#points.has(point.id)) throw new Error(`the contribution point ${point.id} is already open`)
    scope.set(this.#points, point.id, point as Point)
    scope.set(this.#validators, point.id, this.#ajv.compile(point.schema))
    if (!this.#applied.has(point.id)) this.#applied.set(point.id, new Map())
  }

  /** Closes a point ahead of its scope, so that a new version of its owner can open it again. */
  close(point: string): void {
    this.#points.delete(point)
    this.#validators.delete(point)
  }

  has(point: string): boolean {
    return this.#points.has(point)
  }

  /** A contribution after an administrator's change of it. */
  merged(point: string, base: unknown, patch: unknown): unknown {
    const merge = this.#points.get(point)?.merge
    return merge ? merge(base, patch) : mergePatch(base, patch)
  }

  /** Current contributions of a point by full id. */
  entries<T>(point: string): Map<string, Entry<T>> {
    const result = new Map<string, Entry<T>>()
    for (const [id, { entry }] of this.#applied.get(point) ?? []) result.set(id, entry as Entry<T>)
    return result
  }

  /** How many registrations an owner still has anywhere: zero after a disable. */
  leftovers(ownerId: string): number {
    let count = 0
    for (const entries of this.#applied.values()) {
      for (const { entry, scope } of entries.values()) if (entry.owner.id === ownerId) count += 1 + scope.size
    }
    return count
  }

  /** Reasons why contributions do not fit the schemas of their points; empty when all do. */
  validate(contributed: Contributed, skip: (point: string) => boolean = () => false): string[] {
    const errors: string[] = []
    for (const [point, entries] of Object.entries(contributed)) {
      const validate = this.#validators.get(point)
      if (!validate) {
        if (!skip(point)) errors.push(`${point}: there is no such contribution point`)
        continue
      }
      for (const [name, data] of Object.entries(entries)) {
        if (validate(data)) continue
        const first = validate.errors?.[0]
        errors.push(`${point}.${name}${first?.instancePath ?? ''}: ${first?.message ?? 'does not fit'}`)
      }
    }
    return errors
  }

  /** What would change for an owner if these were its contributions, per point in the order of application. */
  deltas(
    owner: Owner,
    contributed: Contributed,
    stage: 'data' | 'serve',
    codeChanged: boolean,
  ): [Point, Delta<unknown>][] {
    const result: [Point, Delta<unknown>][] = []
    for (const point of this.#ordered(stage)) {
      const delta: Delta<unknown> = { owner, added: new Map(), changed: new Map(), removed: new Map() }
      const wanted = contributed[point.id] ?? {}
      const applied = this.#applied.get(point.id) ?? new Map<string, Applied>()
      for (const [name, to] of Object.entries(wanted)) {
        const from = applied.get(`${owner.id}.${name}`)?.entry.data
        if (from === undefined) delta.added.set(name, to)
        else if (!same(from, to) || (codeChanged && holdsCode(to))) delta.changed.set(name, { from, to })
      }
      for (const { entry } of applied.values()) {
        if (entry.owner.id === owner.id && !Object.hasOwn(wanted, entry.name))
          delta.removed.set(entry.name, entry.data)
      }
      if (delta.added.size + delta.changed.size + delta.removed.size > 0) result.push([point, delta])
    }
    return result
  }

  async check(owner: Owner, contributed: Contributed, codeChanged: boolean): Promise<Effect[]> {
    const effects: Effect[] = []
    for (const stage of ['data', 'serve'] as const) {
      for (const [point, delta] of this.deltas(owner, contributed, stage, codeChanged)) {
        effects.push(...((await point.check?.(delta)) ?? []))
      }
    }
    return effects
  }

  /** Applies one stage. A point that throws leaves the earlier ones applied: the caller applies what was before. */
  async apply(
    owner: Owner,
    contributed: Contributed,
    stage: 'data' | 'serve',
    codeChanged: boolean,
  ): Promise<void> {
    const deltas = this.deltas(owner, contributed, stage, codeChanged)
    if (Object.keys(contributed).length === 0) deltas.reverse()
    for (const [point, delta] of deltas) await this.#applyDelta(point, delta)
    for (const entries of this.#applied.values()) {
      for (const applied of entries.values())
        if (applied.entry.owner.id === owner.id) applied.entry.owner = owner
    }
  }

  /** Hands what a removed module leaves behind to the points that hold it. */
  async discard(id: string, contributed: object, fate: 'archive' | 'purge'): Promise<void> {
    for (const [point, entries] of Object.entries(contributed) as [string, Record<string, unknown>][]) {
      const full = new Map(Object.entries(entries).map(([name, data]) => [`${id}.${name}`, data]))
      await this.#points.get(point)?.discard?.(full, fate)
    }
  }

  async #applyDelta(point: Point, delta: Delta<unknown>): Promise<void> {
    const held = this.#applied.get(point.id)
    if (!held) return
    const fresh = new Map<string, Scope>()
    const scopeOf = (name: string): Scope => {
      let scope = fresh.get(name)
      if (!scope) {
        scope = new Scope(`${delta.owner.id}/${point.id}/${name}`)
        fresh.set(name, scope)
      }
      return scope
    }
    try {
      await point.apply(delta, scopeOf)
    } catch (error) {
      for (const scope of fresh.values()) await scope.dispose()
      throw error
    }
    const replaced: Scope[] = []
    for (const name of [...delta.changed.keys(), ...delta.removed.keys()]) {
      const old = held.get(`${delta.owner.id}.${name}`)
      if (old) replaced.push(old.scope)
    }
    for (const name of delta.removed.keys()) held.delete(`${delta.owner.id}.${name}`)
    const current = [...delta.added, ...[...delta.changed].map(([name, { to }]) => [name, to] as const)]
    for (const [name, data] of current) {
      held.set(`${delta.owner.id}.${name}`, {
        entry: { owner: delta.owner, name, data },
        scope: scopeOf(name),
      })
    }
    const errors: unknown[] = []
    for (const scope of replaced) errors.push(...(await scope.dispose()))
    for (const error of errors) delta.owner.fault(`dispose ${point.id}`, error)
  }

  #ordered(stage: 'data' | 'serve'): Point[] {
    const out: Point[] = []
    const seen = new Set<string>()
    const visit = (point: Point): void => {
      if (seen.has(point.id)) return
      seen.add(point.id)
      for (const id of point.after ?? []) {
        const before = this.#points.get(id)
        if (before) visit(before)
      }
      if (point.stage === stage) out.push(point)
    }
    for (const point of this.#points.values()) visit(point)
    return out
  }
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  )
}

/** The problem that stops a change which some point refuses. */
export function refusal(effects: Effect[]): Problem | undefined {
  const refused = effects.filter((effect) => effect.kind === 'refuses')
  const first = refused[0]
  if (!first) return undefined
  return new Problem(first.code ?? 'change-refused', 422, first.text.en ?? first.text.vi, {
    culprit: first.subject,
    extra: { effects: refused },
  })
}
