import type { UnitSet } from '@saola/sdk'
import { UnitTree } from './tree.ts'

/** The sets of units that modules bring, by full id; counts its changes. */
class UnitSets extends Map<string, UnitSet> {
  revision = 0

  override set(key: string, value: UnitSet): this {
    // The constructor of Map may call this before the field exists.
    this.revision = (this.revision ?? 0) + 1
    return super.set(key, value)
  }

  override delete(key: string): boolean {
    this.revision++
    return super.delete(key)
  }
}

/** The units of the centre as they are now. */
export class Units {
  readonly sets = new UnitSets()
  #made: { revision: number; tree: UnitTree } | undefined

  get revision(): number {
    return this.sets.revision
  }

  get tree(): UnitTree {
    const { revision } = this.sets
    if (this.#made?.revision !== revision) this.#made = { revision, tree: new UnitTree(this.sets.values()) }
    return this.#made.tree
  }
}
