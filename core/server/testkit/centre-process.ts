import { readdirSync } from 'node:fs'
import { getHeapStatistics } from 'node:v8'
import { readEnvironment } from '../environment/index.ts'
import { createToken } from '../identity/index.ts'
import { startCentre } from '../main.ts'
import { createLog } from '../observe/index.ts'
import type { ChildOptions, ChildReady, Traces } from './child.ts'

/** A centre in a process of its own: `centre-process.ts <options as JSON>`. Its log goes to standard output. */
const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions
const environment = readEnvironment({
  SAOLA_PORT: '0',
  SAOLA_DATA: options.dataDir,
  SAOLA_DATABASE_URL: options.databaseUrl,
})
const centre = await startCentre(environment, {
  workspace: options.workspace,
  watchdog: options.watchdog ?? 0,
  makeAccounts: false,
  log: createLog({ level: 'warn' }),
})
const { token } = await createToken(centre.db, { name: 'test', roles: ['administrator'] })

process.on('message', async (ask: 'stop' | 'traces') => {
  if (ask === 'traces') return void process.send?.(await traces())
  await centre.stop()
  process.disconnect()
})
process.send?.({ url: centre.url, token } satisfies ChildReady)

/** What this process holds after a collection; needs `--expose-gc`. */
async function traces(): Promise<Traces> {
  const { gc } = globalThis as { gc?: () => void }
  for (let round = 0; round < 3; round += 1) {
    gc?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const resources: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1
  return {
    heap: getHeapStatistics().used_heap_size,
    files: readdirSync('/proc/self/fd').length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    resources,
  }
}
