import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCentre } from '../centre/centre.ts'
import { Child } from './channel.ts'
import { makeDatabase } from './postgres.ts'
import type { Contender } from './rounds.ts'

export interface Contest {
  ours: Contender
  bare: Contender
  load: Child
  /** To be called when the tables are filled. */
  settle(): Promise<void>
  end(): Promise<void>
}

/** Starts both servers on databases of their own, and the process that sends requests. */
export async function startContest(postgres: string | undefined): Promise<Contest> {
  const folder = mkdtempSync(join(tmpdir(), 'saola-bench-'))
  const mark = randomBytes(4).toString('hex')
  const ending: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const end = async () => {
    for (const finish of ending.reverse()) await finish()
  }
  const database = async (name: string) => {
    if (!postgres) return undefined
    const made = await makeDatabase(postgres, `bench_${name}_${mark}`)
    ending.push(() => made.drop())
    return made
  }
  try {
    const ourDatabase = await database('ours')
    const centre = await startCentre({ dataDir: join(folder, 'ours'), databaseUrl: ourDatabase?.url })
    ending.push(() => centre.child.stop())
    const bareDatabase = await database('bare')
    const token = randomBytes(32).toString('base64url')
    const bare = new Child(join(import.meta.dirname, '../bare/process.ts'), {
      env: { BARE_TOKEN: token, BARE_FILE: join(folder, 'bare.db'), BARE_URL: bareDatabase?.url ?? '' },
    })
    ending.push(() => bare.stop())
    const load = new Child(join(import.meta.dirname, 'load-process.ts'))
    ending.push(() => load.stop())
    return {
      ours: {
        name: 'Saola',
        port: centre.port,
        token: centre.token,
        base: '/api/records/bench.item',
        server: centre.child,
        databaseCpu: async () => ourDatabase?.cpu(),
      },
      bare: {
        name: 'bare',
        port: await bare.ask<number>('port'),
        token,
        base: '/api/items',
        server: bare,
        databaseCpu: async () => bareDatabase?.cpu(),
      },
      load,
      settle: async () => {
        for (const one of [ourDatabase, bareDatabase]) await one?.settle()
      },
      end,
    }
  } catch (error) {
    await end()
    throw error
  }
}
