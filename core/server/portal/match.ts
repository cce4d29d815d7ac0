/** Values of the `:name` parts when a path fits a pattern; undefined when it does not. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = partsOf(pattern)
  const given = partsOf(path)
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (!part.startsWith(':')) {
      if (part !== value) return undefined
      continue
    }
    const decoded = decode(value)
    if (decoded === undefined) return undefined
    params[part.slice(1)] = decoded
  }
  return params
}

/** How many parts of a pattern are fixed: `/new` goes before `/:code`. */
export function fixedParts(pattern: string): number {
  return partsOf(pattern).filter((part) => !part.startsWith(':')).length
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

function decode(part: string): string | undefined {
  try {
    const text = decodeURIComponent(part).normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: such an address leads nowhere
    return /[\u0000-\u001f\u007f/\\]/.test(text) || text.length > 200 ? undefined : text
  } catch {
    return undefined
  }
}
