import { createHash } from 'node:crypto'

/** An identifier in double quotes, whatever it holds. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** PostgreSQL cuts identifiers silently at 63 bytes; longer ones keep their start and gain a hash of the whole. */
export function shorten(name: string): string {
  if (Buffer.byteLength(name) <= 63) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 10)
  let start = name.slice(0, 52)
  while (Buffer.byteLength(start) > 52) start = start.slice(0, -1)
  return `${start}~${hash}`
}
