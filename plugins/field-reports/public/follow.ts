import type { Ctx } from '@saola/sdk'
import { equals } from '../models/equals.ts'
import type { Follower } from '../models/follower.ts'
import type { Report } from '../models/report.ts'
import { openStates } from '../models/status.ts'
import { findShown } from './public-report.ts'

/** More say no more than these do, and whoever makes them up gets no further. */
export const MOST_FOLLOWERS = 2000
/** Each refused attempt means that somebody else got through. */
const ATTEMPTS = 50

export type Followed = { code: string; followers: number }

/**
 * Counts a device once among those that see the same. Null where there is no such public report, `closed` where
 * nothing more will be done with it.
 *
 * @param key what the device calls this act; the same key counts once for good
 */
export async function follow(ctx: Ctx, code: string, key: string): Promise<Followed | 'closed' | null> {
  const report = await findShown(ctx, code)
  if (!report) return null
  if (!openStates.some((name) => name === report.status)) return 'closed'
  const followers = ctx.records<Follower>('follower')
  const digest = await digestOf(`${report.id} ${key}`)
  const known = async () =>
    (await followers.list({ filter: equals('key', digest), limit: 1 })).items.length > 0
  const now = { code, followers: report.followers ?? 0 }
  if (now.followers >= MOST_FOLLOWERS || (await known())) return now
  try {
    await followers.create({ key: digest, report: report.id })
  } catch (error) {
    if (await known()) return now
    throw error
  }
  return { code, followers: await countOneMore(ctx, report.id) }
}

async function countOneMore(ctx: Ctx, id: string): Promise<number> {
  const reports = ctx.records<Report>('report')
  for (let attempt = 1; ; attempt += 1) {
    const report = await reports.get(id)
    const count = (report?.followers ?? 0) + 1
    try {
      await reports.update(id, { followers: count }, { ifVersion: report?.version ?? 0 })
      return count
    } catch (error) {
      if (attempt >= ATTEMPTS || (error as { code?: string }).code !== 'version-conflict') throw error
    }
  }
}

/** What is kept instead of the key: it cannot be held against the same device elsewhere. */
async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
