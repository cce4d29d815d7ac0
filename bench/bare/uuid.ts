import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(4096)
let at = pool.length

/** UUIDv7 (RFC 9562). */
export function uuidv7(now: number): string {
  if (at + 10 > pool.length) {
    randomFillSync(pool)
    at = 0
  }
  const time = now.toString(16).padStart(12, '0')
  const random = pool.toString('hex', at, at + 10)
  at += 10
  const variant = ((Number.parseInt(random.slice(3, 4), 16) & 3) | 8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`
}
