/** Where a value stands inside a form's value. */
export type Path = readonly (string | number)[]

/** RFC 6901: `/tags/0/key`; the whole value is the empty text. */
export function toPointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Accepts a leading `#`, as servers write pointers in both ways. */
export function fromPointer(pointer: string): string[] {
  return pointer
    .replace(/^#/, '')
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function getIn(value: unknown, path: Path): unknown {
  let found = value
  for (const part of path) {
    if (Array.isArray(found)) found = found[Number(part)]
    else if (isObject(found)) found = found[part]
    else return undefined
  }
  return found
}

/** A copy with that value in that place; undefined takes the place away. What is not on the way is shared. */
export function setIn(value: unknown, path: Path, next: unknown): unknown {
  const [part, ...rest] = path
  if (part === undefined) return next
  if (typeof part === 'number') {
    const list: unknown[] = Array.isArray(value) ? [...value] : []
    list[part] = setIn(list[part], rest, next)
    return list
  }
  const object: Record<string, unknown> = isObject(value) ? { ...value } : {}
  const inner = setIn(object[part], rest, next)
  if (inner === undefined) delete object[part]
  else object[part] = inner
  return object
}
