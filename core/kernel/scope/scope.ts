import type { Disposer } from '@saola/sdk'

/**
 * A lifetime. Whatever is registered on it is undone by `dispose`, last in first out; nobody unregisters by hand.
 * A disposer that throws does not keep the others from running.
 */
export class Scope {
  readonly name: string
  #disposers: Disposer[] = []
  #disposed = false

  constructor(name: string) {
    this.name = name
  }

  get disposed(): boolean {
    return this.#disposed
  }

  /** How many registrations are alive: the leak check of a disable reads this. */
  get size(): number {
    return this.#disposers.length
  }

  add(disposer: Disposer): void {
    if (this.#disposed) throw new Error(`scope ${this.name} is already disposed`)
    this.#disposers.push(disposer)
  }

  /** Puts a value into a map for as long as the scope lives. A newer value under the key is left alone. */
  set<K, V>(map: Map<K, V>, key: K, value: V): void {
    map.set(key, value)
    this.add(() => {
      if (map.get(key) === value) map.delete(key)
    })
  }

  /** A scope that ends with this one, or earlier. */
  child(name: string): Scope {
    const child = new Scope(`${this.name}/${name}`)
    this.add(() => child.dispose().then(throwAll))
    return child
  }

  /** Undoes everything; gives back what went wrong. Safe to call twice. */
  async dispose(): Promise<unknown[]> {
    this.#disposed = true
    const errors: unknown[] = []
    for (let next = this.#disposers.pop(); next; next = this.#disposers.pop()) {
      try {
        await next()
      } catch (error) {
        errors.push(error)
      }
    }
    return errors
  }
}

function throwAll(errors: unknown[]): void {
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new AggregateError(errors, 'several disposers failed')
}
