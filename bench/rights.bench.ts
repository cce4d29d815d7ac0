import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@saola/records'
import type { ModelDef } from '@saola/sdk'
import { startCentre } from './centre/centre.ts'
import { Child } from './harness/channel.ts'
import { Load } from './harness/load.ts'
import { readOptions } from './harness/options.ts'
import { findPostgres, makeDatabase } from './harness/postgres.ts'
import { type Contender, compare, type Operation } from './harness/rounds.ts'
import { figure, table } from './harness/table.ts'
import { ITEM, itemBodies } from './item/item.ts'

/** What rights cost: an officer with a row condition and two masked fields beside an administrator, for the same rows. */
const options = readOptions()
const UNITS = 20
const UNIT = 'unit-1'
const MODEL = {
  ...ITEM,
  rights: {
    read: [
      {
        role: 'officer',
        where: { op: 'in', args: [{ property: 'unit' }, { param: 'actor.units' }] },
        hide: ['value', 'visits'],
      },
    ],
  },
} satisfies ModelDef
const mine = `filter=${encodeURIComponent(JSON.stringify({ op: '=', args: [{ property: 'unit' }, UNIT] }))}`
const postgres = options.databases.includes('postgres') ? await findPostgres() : undefined

console.log(
  `Node ${process.versions.node}, ${cpus().length} cores, ${figure(loadavg()[0])} processes running; ` +
    `${options.records} records in ${UNITS} units; median of ${options.rounds} rounds.`,
)
try {
  for (const database of options.databases) {
    if (database === 'sqlite') await run('SQLite')
    else if (postgres) await run('PostgreSQL', postgres.url)
  }
} finally {
  await postgres?.stop()
}

async function run(name: string, url?: string): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'saola-bench-'))
  const own = url ? await makeDatabase(url, `bench_rights_${randomBytes(4).toString('hex')}`) : undefined
  const centre = await startCentre({ dataDir, databaseUrl: own?.url })
  const load = new Child(join(import.meta.dirname, 'harness/load-process.ts'))
  try {
    const call = async (method: string, path: string, body: unknown) => {
      const answer = await fetch(`http://127.0.0.1:${centre.port}${path}`, {
        method,
        headers: { authorization: `Bearer ${centre.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as { token: string }
    }
    await call('PUT', '/api/config/models/bench.item', MODEL)
    const { token } = await call('POST', '/api/tokens', {
      name: 'officer',
      roles: ['officer'],
      units: [UNIT],
    })
    const one = (who: string, key: string): Contender => ({
      name: who,
      port: centre.port,
      token: key,
      base: '/api/records/bench.item',
      server: centre.child,
      databaseCpu: async () => own?.cpu(),
    })
    const [officer, administrator] = [one('officer', token), one('administrator', centre.token)]
    const bodies = itemBodies(500).map((text, at) =>
      JSON.stringify({ ...JSON.parse(text), unit: `unit-${at % UNITS}` }),
    )
    const creating = { method: 'POST', paths: [administrator.base], bodies, expect: 201 }
    await load.ask('run', {
      ...administrator,
      server: undefined,
      databaseCpu: undefined,
      count: options.records,
      concurrency: 16,
      ...creating,
    })
    await own?.settle()
    const operations = (await plan(administrator)).filter((operation) =>
      operation.name.includes(options.only),
    )
    const rows: string[][] = []
    for (const operation of operations) {
      const found = await compare(operation, {
        ours: officer,
        bare: administrator,
        load,
        rounds: options.rounds,
      })
      const cpu = (sample: typeof found.ours) =>
        sample.database === undefined
          ? figure(sample.cpu)
          : `${figure(sample.cpu)} + ${figure(sample.database)}`
      const { median, least, most } = found.ratio
      const range = `${least.toFixed(2)}–${most.toFixed(2)}`
      rows.push([
        operation.name,
        cpu(found.ours),
        cpu(found.bare),
        `${median.toFixed(2)}×`,
        range,
        `${found.quietest.toFixed(2)}×`,
        `${operation.aim}×`,
      ])
    }
    const head = ['µs of CPU per request', 'officer', 'administrator', 'ratio', 'range', 'quietest', 'aim']
    console.log(`\n${name}\n\n${table(head, rows)}\n\n${await explained(dataDir, own?.url)}`)
  } finally {
    await load.stop()
    await centre.child.stop()
    await own?.drop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Whatever the reader may see, they get the same records: the administrator names the unit in a filter. */
async function plan(administrator: Contender): Promise<Operation[]> {
  const load = new Load()
  const { text } = await load.send(
    { ...administrator, method: 'GET' },
    `${administrator.base}?${mine}&limit=500&fields=id`,
  )
  load.close()
  const ids = (JSON.parse(text) as { items: { id: string }[] }).items.map(({ id }) => id)
  const listing = (query: string) => (on: Contender) => ({
    method: 'GET' as const,
    paths: [`${on.base}?${on === administrator ? `${mine}&` : ''}${query}`],
    expect: 200,
  })
  const get: Operation['traffic'] = ({ base }) => ({
    method: 'GET',
    paths: ids.map((id) => `${base}/${id}`),
    expect: 200,
  })
  return [
    { name: 'get one by id', aim: 1.2, count: 3000, concurrency: 8, traffic: get },
    {
      name: 'list the newest 25',
      aim: 1.2,
      count: 1500,
      concurrency: 8,
      traffic: listing('sort=-createdAt&limit=25'),
    },
    {
      name: 'list 25 with exact count',
      aim: 1.2,
      count: 300,
      concurrency: 8,
      traffic: listing('sort=-createdAt&limit=25&count=exact'),
    },
  ]
}

/** How the database finds the newest of one unit. */
async function explained(dataDir: string, url: string | undefined): Promise<string> {
  const db = await openDatabase({ url, file: join(dataDir, 'saola.db') })
  try {
    const order = url ? '"createdAt" desc nulls last, "id" desc nulls last' : '"createdAt" desc, "id" desc'
    const select = `select * from "bench__item" where "deletedAt" is null and "unit" = ? order by ${order} limit 26`
    const rows = await db.read.rows(`${url ? 'explain' : 'explain query plan'} ${select}`, [UNIT])
    return rows.map((row) => String(row.at(-1))).join('\n')
  } finally {
    await db.close()
  }
}
