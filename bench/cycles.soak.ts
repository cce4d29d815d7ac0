import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCentre } from './centre/centre.ts'
import { Api } from './harness/api.ts'
import type { Inventory } from './harness/inventory.ts'
import { answersWith, copyModule, disable, enable, MODULE } from './harness/module.ts'
import { findPostgres, makeDatabase } from './harness/postgres.ts'
import { table } from './harness/table.ts'

/** A module switched on and off 500 times in one process: nothing may be left behind. */
const CYCLES = 500
const LOOK_EVERY = 100
/** Bytes that the heap may grow per cycle, counted after the first look. */
const GROWTH = 2048

const postgres = await findPostgres()
for (const url of postgres ? [undefined, postgres.url] : [undefined]) await soak(url)
await postgres?.stop()

async function soak(url: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'saola-soak-'))
  const database = url ? await makeDatabase(url, `soak_cycles_${randomBytes(4).toString('hex')}`) : undefined
  const centre = await startCentre({
    dataDir: folder,
    databaseUrl: database?.url,
    plugins: copyModule(join(folder, 'plugins')),
    flags: ['--expose-gc'],
  })
  const looks: { cycle: number; held: Inventory }[] = []
  try {
    const api = new Api(centre)
    for (let cycle = 1; cycle <= CYCLES; cycle++) {
      await enable(api)
      await answersWith(api, 200)
      await disable(api)
      await answersWith(api, 404)
      if (cycle % LOOK_EVERY === 0)
        looks.push({ cycle, held: await centre.child.ask<Inventory>('inventory') })
    }
  } finally {
    await centre.child.stop()
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  }
  const rows = looks.map(({ cycle, held }) => [
    `${cycle}`,
    (held.heap / 2 ** 20).toFixed(2),
    `${held.files}`,
    `${held.listeners}`,
    Object.entries(held.resources)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
  ])
  console.log(`\n${MODULE}, ${CYCLES} cycles, ${url ? 'PostgreSQL' : 'SQLite'}\n`)
  console.log(table(['cycle', 'heap MiB', 'files', 'listeners', 'active'], rows))
  judge(looks)
}

function judge(looks: { cycle: number; held: Inventory }[]): void {
  const first = looks[0]
  const last = looks.at(-1)
  if (!first || !last) return
  const perCycle = (last.held.heap - first.held.heap) / (last.cycle - first.cycle)
  const leaks = [
    perCycle > GROWTH ? `the heap grew by ${perCycle.toFixed(0)} bytes per cycle` : '',
    last.held.files > first.held.files + 2 ? `open files: ${first.held.files} → ${last.held.files}` : '',
    last.held.listeners > first.held.listeners ? 'listeners on the process grew' : '',
    ...Object.entries(last.held.resources)
      .filter(([kind, count]) => count > (first.held.resources[kind] ?? 0) + 2)
      .map(([kind, count]) => `${kind}: ${first.held.resources[kind] ?? 0} → ${count}`),
  ].filter((text) => text !== '')
  if (leaks.length === 0) console.log(`nothing left behind; heap ${perCycle.toFixed(0)} bytes per cycle`)
  else {
    console.error(`left behind: ${leaks.join('; ')}`)
    process.exitCode = 1
  }
}
