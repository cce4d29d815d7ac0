/**
 * Wraps what a plugin is given so that every argument and result really goes through `structuredClone`: what
 * works behind it also works when the plugin runs in a process of its own. Handles with methods (a repository,
 * a service) are wrapped, not cloned. Tests run all plugins this way.
 */
export function acrossBoundary<T>(value: T): T {
  if (typeof value === 'function') {
    const call = value as unknown as (...args: unknown[]) => unknown
    return ((...args: unknown[]) => {
      const result = call(...args.map(cloned))
      return result instanceof Promise ? result.then(acrossBoundary) : acrossBoundary(result)
    }) as unknown as T
  }
  if (value === null || typeof value !== 'object' || value instanceof AbortSignal) return value
  if (!hasMethods(value)) return cloned(value)
  return new Proxy(value, {
    get: (target, key) => {
      const member = Reflect.get(target, key, target) as unknown
      return typeof member === 'function' ? acrossBoundary(member.bind(target)) : acrossBoundary(member)
    },
  })
}

function cloned<V>(value: V): V {
  return value instanceof AbortSignal ? value : structuredClone(value)
}

function hasMethods(value: object): boolean {
  if (Object.values(value).some((member) => typeof member === 'function')) return true
  const prototype = Object.getPrototypeOf(value) as object | null
  return prototype !== null && prototype !== Object.prototype && prototype !== Array.prototype
}
