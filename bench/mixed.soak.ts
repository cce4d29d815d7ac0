import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openDatabase } from '@saola/records'
import { startCentre } from './centre/centre.ts'
import { Api } from './harness/api.ts'
import { copyModule } from './harness/module.ts'
import { findPostgres, makeDatabase } from './harness/postgres.ts'
import { checkAlive, checkData } from './mixed/check.ts'
import { emptyMemory, workUntilCut } from './mixed/clients.ts'
import { MODEL_DOCUMENT, report } from './mixed/report.ts'

/**
 * A process killed a hundred times while people send reports with pictures and move them, an administrator adds and
 * removes fields, and a module goes on and off. After each start model and module are as they were or as they were
 * wanted; in the end nothing acknowledged is missing, doubled or half there.
 */
const KILLS = Number(process.argv[2] ?? 100)

const postgres = await findPostgres()
for (const url of postgres ? [undefined, postgres.url] : [undefined]) await soak(url)
await postgres?.stop()

async function soak(url: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'saola-mixed-'))
  const database = url ? await makeDatabase(url, `soak_mixed_${randomBytes(4).toString('hex')}`) : undefined
  const options = {
    dataDir: join(folder, 'data'),
    databaseUrl: database?.url,
    plugins: copyModule(join(folder, 'plugins')),
  }
  const memory = emptyMemory()
  const wrong: Record<string, number> = {}
  const add = (found: Record<string, number>) => {
    for (const [name, count] of Object.entries(found)) wrong[name] = (wrong[name] ?? 0) + count
  }
  try {
    const first = await startCentre(options)
    await new Api(first).put(MODEL_DOCUMENT, report(0))
    await first.child.stop()
    for (let kill = 0; kill < KILLS; kill += 1) {
      const centre = await startCentre(options)
      add(await checkAlive(centre, memory))
      const work = workUntilCut(centre, memory)
      await delay(300 + Math.random() * 1_700)
      await centre.child.kill()
      await work
    }
    const last = await startCentre(options)
    add(await checkAlive(last, memory))
    await last.child.stop()
    const db = await openDatabase(url ? { url: database?.url } : { file: join(options.dataDir, 'saola.db') })
    add(await checkData(db, options.dataDir, memory).finally(() => db.close()))
    console.log(
      `\n${url ? 'PostgreSQL' : 'SQLite'}: killed ${KILLS} times; ${memory.asked} requests, ${memory.records.size} reports acknowledged`,
    )
    for (const [what, count] of Object.entries(wrong)) {
      console.log(`  ${what}: ${count}`)
      if (count > 0) process.exitCode = 1
    }
  } finally {
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}
