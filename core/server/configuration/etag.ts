import { Problem } from '@saola/kernel'

/** A strong entity tag: equal versions are equal byte for byte. */
export function etag(version: number): string {
  return `"${version}"`
}

/**
 * The version that a writer has seen, or undefined when it does not say. `If-None-Match: *` means: there must be
 * none yet, which is version 0.
 */
export function ifMatch(header: string | null | undefined, ifNoneMatch?: string | null): number | undefined {
  if (ifNoneMatch?.trim() === '*') return 0
  if (header === null || header === undefined || header.trim() === '*') return undefined
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1]
  if (version === undefined)
    throw new Problem('if-match-invalid', 400, 'If-Match must be one ETag, such as "3"')
  return Number(version)
}
