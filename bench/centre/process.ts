import { setImmediate as turn } from 'node:timers/promises'
import { openDatabase } from '@saola/records'
import { createToken, readEnvironment, startCentre } from '@saola/server'
import { answer } from '../harness/channel.ts'
import { inventory } from '../harness/inventory.ts'
import { meter } from '../harness/meter.ts'
import { profiler } from '../harness/profile.ts'

const environment = readEnvironment(process.env)
const token = await makeToken()
const centre = await startCentre(environment)

answer({
  port: () => centre.port,
  token: () => token,
  usage: meter(),
  ...profiler(),
  async inventory() {
    await turn()
    return inventory()
  },
})
process.once('SIGTERM', async () => {
  await centre.stop()
  process.exit(0)
})

/** Made as the command line makes it, before the server opens the database. */
async function makeToken(): Promise<string> {
  const { databaseUrl, dataDir } = environment
  const db = await openDatabase(databaseUrl ? { url: databaseUrl } : { file: `${dataDir}/saola.db` })
  try {
    return (await createToken(db, { name: 'bench', roles: ['administrator'] })).token
  } finally {
    await db.close()
  }
}
