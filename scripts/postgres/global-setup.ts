import { findBinaries } from './binaries.ts'
import { startCluster } from './cluster.ts'
import { findKept } from './kept.ts'

/**
 * Gives every test worker TEST_PG_URL: the one already set, a cluster kept by `npm run test-pg`, or a
 * private one that ends with the run. Without PostgreSQL it stays empty and suites skip, except with
 * CI=true, where nothing may be missing.
 */
export default async function providePostgres(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_PG_URL) return undefined
  const kept = process.env.CI ? undefined : await findKept()
  if (kept) {
    process.env.TEST_PG_URL = kept
    return undefined
  }
  if (!findBinaries()) {
    if (process.env.CI === 'true') throw new Error('CI=true needs PostgreSQL: install it or set TEST_PG_URL')
    console.warn('PostgreSQL is not installed and TEST_PG_URL is not set: its suites are skipped.')
    return undefined
  }
  const cluster = await startCluster()
  process.env.TEST_PG_URL = cluster.url
  return async () => {
    delete process.env.TEST_PG_URL
    await cluster.stop()
  }
}
