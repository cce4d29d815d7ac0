import { cpus, loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { type Contest, startContest } from './harness/contest.ts'
import { Load } from './harness/load.ts'
import type { Usage } from './harness/meter.ts'
import { readOptions } from './harness/options.ts'
import { findPostgres } from './harness/postgres.ts'
import type { HotSpot } from './harness/profile.ts'
import { type Comparison, type Contender, compare, type Operation } from './harness/rounds.ts'
import { figure, markdown, table } from './harness/table.ts'
import { ITEM, itemBodies } from './item/item.ts'

/** CPU per request of the framework beside a bare server that does the same by hand. */
const options = readOptions()
const bodies = itemBodies(500)
const postgres = options.databases.includes('postgres') ? await findPostgres() : undefined

console.log(
  `Node ${process.versions.node}, ${cpus().length} cores, ${figure(loadavg()[0])} processes running; ` +
    `${options.records} records; median of ${options.rounds} rounds.`,
)
try {
  for (const database of options.databases) {
    if (database === 'postgres' && !postgres) continue
    const contest = await startContest(database === 'postgres' ? postgres?.url : undefined)
    try {
      await run(database === 'postgres' ? 'PostgreSQL' : 'SQLite', contest)
    } finally {
      await contest.end()
    }
  }
} finally {
  await postgres?.stop()
}

async function run(database: string, contest: Contest): Promise<void> {
  const { ours, bare, load } = contest
  await defineModel(ours)
  for (const contender of [ours, bare]) {
    const creating = { method: 'POST' as const, paths: [contender.base], bodies, expect: 201 }
    const { port, token } = contender
    await load.ask('run', { port, token, count: options.records, concurrency: 16, ...creating })
  }
  await contest.settle()
  await proveAlike(ours, bare)
  const operations = (await plan(ours, bare)).filter(({ name }) => name.includes(options.only))
  if (options.profile) return profile(database, operations, contest)
  const found: Comparison[] = []
  for (const operation of operations) {
    found.push(await compare(operation, { ours, bare, load, rounds: options.rounds }))
  }
  print(database, found)
  await printAtRest(contest)
}

async function plan(ours: Contender, bare: Contender): Promise<Operation[]> {
  const ids = new Map([
    [ours, await sampleIds(ours)],
    [bare, await sampleIds(bare)],
  ])
  const getting = (query: string) => (on: Contender) => ({
    method: 'GET' as const,
    paths: [`${on.base}?${query}`],
    expect: 200,
  })
  const creating = (on: Contender) => ({ method: 'POST' as const, paths: [on.base], bodies, expect: 201 })
  return [
    {
      name: 'get one by id',
      aim: 1.5,
      count: 3000,
      concurrency: 8,
      traffic: (on) => ({
        method: 'GET',
        paths: (ids.get(on) ?? []).map((id) => `${on.base}/${id}`),
        expect: 200,
      }),
    },
    {
      name: 'list the newest 25',
      aim: 1.5,
      count: 1500,
      concurrency: 8,
      traffic: getting('sort=-createdAt&limit=25'),
    },
    {
      name: 'list 25 with exact count',
      aim: 1.5,
      count: 300,
      concurrency: 8,
      traffic: getting('sort=-createdAt&limit=25&count=exact'),
    },
    { name: 'create, 8 at once', aim: 1.5, count: 1000, concurrency: 8, traffic: creating },
    { name: 'create, one by one', aim: 1.5, count: 500, concurrency: 1, traffic: creating },
  ]
}

/** An administrator's model, as the Studio would make it. */
async function defineModel({ port, token }: Contender): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/config/models/bench.item`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(ITEM),
  })
  if (!answer.ok) throw new Error(`the model was refused: ${answer.status} ${await answer.text()}`)
  for (let tries = 0; tries < 100; tries++) {
    const list = await fetch(`http://127.0.0.1:${port}/api/records/bench.item?limit=1`, {
      headers: { authorization: `Bearer ${token}` },
    })
    if (list.ok) return
    await delay(50)
  }
  throw new Error('the model did not appear')
}

/** Ids from all over the table. */
async function sampleIds({ port, token, base }: Contender): Promise<string[]> {
  const load = new Load()
  const ids: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { text } = await load.send(
      { port, token, method: 'GET' },
      `${base}?sort=-createdAt&limit=200${after}`,
    )
    const page = JSON.parse(text) as { items: { id: string }[]; next: string | null }
    page.items.forEach(({ id }, at) => {
      if (at % 20 === 0) ids.push(id)
    })
    cursor = page.next
  }
  load.close()
  return ids
}

/** Neither may do less than the other: same members, same headers, same number of records. */
async function proveAlike(ours: Contender, bare: Contender): Promise<void> {
  const load = new Load()
  const seen = await Promise.all(
    [ours, bare].map(async ({ port, token, base }) => {
      const created = await load.send({ port, token, method: 'POST' }, base, bodies[0])
      const item = JSON.parse(created.text) as { id: string }
      const one = await load.send({ port, token, method: 'GET' }, `${base}/${item.id}`)
      const page = await load.send({ port, token, method: 'GET' }, `${base}?limit=25&count=exact`)
      const list = JSON.parse(page.text) as { items: object[]; next: unknown; count: number }
      const nobody = await load.send({ port, token: 'wrong', method: 'GET' }, base)
      return {
        statuses: [created.status, one.status, page.status, nobody.status],
        etags: [created.headers.etag, one.headers.etag],
        located: created.headers.location?.endsWith(item.id),
        created: Object.keys(item).sort(),
        same: one.text === created.text,
        list: Object.keys(list).sort(),
        listed: Object.keys(list.items[0] ?? {}).sort(),
        page: [list.items.length, typeof list.next, list.count],
      }
    }),
  )
  load.close()
  const [first, second] = seen.map((one) => JSON.stringify(one))
  if (first !== second) throw new Error(`the servers answer differently:\n${first}\n${second}`)
}

function print(database: string, found: Comparison[]): void {
  const head = ['µs of CPU per request', 'ours', 'bare', 'ratio', 'range', 'quietest', 'aim']
  const rows = found.map(({ operation, ours, bare, ratio, quietest }) => [
    operation.name,
    ours.database === undefined ? figure(ours.cpu) : `${figure(ours.cpu)} + ${figure(ours.database)}`,
    bare.database === undefined ? figure(bare.cpu) : `${figure(bare.cpu)} + ${figure(bare.database)}`,
    `${ratio.median.toFixed(2)}×`,
    `${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)}`,
    `${quietest.toFixed(2)}×`,
    `${operation.aim}×`,
  ])
  const lateHead = [
    'event loop late, ms (p99 / max)',
    'ours',
    'bare',
    'ours: ms p50 / p99',
    'bare: ms p50 / p99',
  ]
  const late = found.map(({ operation, ours, bare }) => [
    operation.name,
    ...[ours, bare].map(({ delay }) => `${figure(delay.p99)} / ${figure(delay.max)}`),
    ...[ours, bare].map(({ latency }) => `${figure(latency.p50)} / ${figure(latency.p99)}`),
  ])
  console.log(`\n${database}${database === 'PostgreSQL' ? ' (server + its backends)' : ''}\n`)
  console.log(`${table(head, rows)}\n\n${table(lateHead, late)}`)
  if (options.markdown) console.log(`\n${markdown(head, rows)}\n\n${markdown(lateHead, late)}`)
}

/** What both use while nobody asks anything: it is part of every number above. */
async function printAtRest({ ours, bare }: Contest): Promise<void> {
  const before = await Promise.all([ours, bare].map(({ server }) => server.ask<Usage>('usage')))
  await delay(3000)
  const after = await Promise.all([ours, bare].map(({ server }) => server.ask<Usage>('usage')))
  const rows = [ours, bare].map(({ name }, at) => {
    const cpu = ((after[at]?.cpu ?? 0) - (before[at]?.cpu ?? 0)) / 3000
    return [
      name,
      figure(cpu),
      figure((after[at]?.rss ?? 0) / 2 ** 20),
      figure((after[at]?.heap ?? 0) / 2 ** 20),
    ]
  })
  console.log(`\n${table(['at rest', 'ms CPU per s', 'RSS, MiB', 'heap, MiB'], rows)}`)
}

async function profile(database: string, operations: Operation[], { ours, load }: Contest): Promise<void> {
  for (const operation of operations) {
    const { count, concurrency } = operation
    const traffic = { port: ours.port, token: ours.token, count, concurrency, ...operation.traffic(ours) }
    await load.ask('run', traffic)
    await ours.server.ask('profileStart')
    await load.ask('run', { ...traffic, count: count * 3 })
    const spots = await ours.server.ask<HotSpot[]>('profileStop')
    const share = (value: number) => `${(value * 100).toFixed(1)}`
    const rows = spots.slice(0, 40).map(({ place, own, total }) => [share(own), share(total), place])
    console.log(`\n${database}: ${operation.name}\n\n${table(['own %', 'total %', 'where'], rows)}`)
  }
}
