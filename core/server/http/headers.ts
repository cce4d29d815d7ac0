import { createHash } from 'node:crypto'

/** On every answer. Pages replace the content policy by their own. */
export const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['cache-control', 'no-store'],
]

export interface PagePolicy {
  /** Inline scripts that are allowed, as they stand between their tags. */
  inlineScripts?: string[]
  /** Hosts of map tiles, for example `https://tiles.example.vn`. */
  imageHosts?: string[]
  /** Only for the browsable API reference, whose viewer sets style elements. */
  inlineStyles?: boolean
}

/** Content security policy of a page: own files, and inline scripts by their hash only. */
export function contentPolicy({
  inlineScripts = [],
  imageHosts = [],
  inlineStyles = false,
}: PagePolicy = {}): string {
  const hashes = inlineScripts.map(
    (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(' '),
    inlineStyles ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    ["img-src 'self' data: blob:", ...imageHosts].join(' '),
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers of an HTML page, besides those of every answer. */
export function pageHeaders(policy: string): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()',
    'cache-control': 'no-cache',
  }
}

/** Texts of the inline scripts of a page, the import map among them. */
export function inlineScriptsOf(html: string): string[] {
  const found: string[] = []
  for (const [, attributes = '', text = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    if (!/\ssrc\s*=/i.test(attributes) && text !== '') found.push(text)
  }
  return found
}
