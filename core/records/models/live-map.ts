/** A map that counts its changes, so that what is derived from it knows when it is stale. */
export class LiveMap<K, V> extends Map<K, V> {
  revision = 0

  override set(key: K, value: V): this {
    // The constructor of Map may call this before the field exists.
    this.revision = (this.revision ?? 0) + 1
    return super.set(key, value)
  }

  override delete(key: K): boolean {
    this.revision++
    return super.delete(key)
  }
}
