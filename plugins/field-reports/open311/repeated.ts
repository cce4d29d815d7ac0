import type { Ctx } from '@saola/sdk'
import { equals } from '../models/equals.ts'
import type { Report } from '../models/report.ts'

/** Milliseconds within which the very same request of the same application is a repetition, not a second report. */
const WINDOW = 600_000

/**
 * Keys under which a request is stored and looked for, the current one first. An `Idempotency-Key` names it; without
 * one it is known by everything it says, within two windows.
 */
export async function keysOf(
  actor: string,
  given: object,
  idempotencyKey: string | undefined,
  now: number,
): Promise<[current: string, ...earlier: string[]]> {
  if (idempotencyKey !== undefined) return [await digest([actor, idempotencyKey])]
  const said = Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1))
  const window = Math.floor(now / WINDOW)
  return [await digest([actor, window, said]), await digest([actor, window - 1, said])]
}

/** The report that one of the keys made. */
export async function madeBefore(ctx: Ctx, keys: readonly string[]): Promise<Report | undefined> {
  for (const key of keys) {
    const filter = equals('submission', key)
    const [found] = (await ctx.records<Report>('report').list({ filter, limit: 1 })).items
    if (found) return found
  }
  return undefined
}

async function digest(value: unknown): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(value)))
  return `open311:${Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
