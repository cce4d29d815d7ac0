import type { Child } from './channel.ts'
import type { LoadResult, Traffic } from './load.ts'
import type { Usage } from './meter.ts'
import { median, spread } from './statistics.ts'

/** One of the two servers that are measured side by side. */
export interface Contender {
  name: string
  /** Where it listens, with whose token, and where its records are. */
  port: number
  token: string
  base: string
  server: Child
  /** Microseconds of CPU that the database used for this contender so far; undefined when it cannot be read. */
  databaseCpu(): Promise<number | undefined>
}

/** Requests of one operation, for a contender. */
export interface Operation {
  name: string
  aim: number
  count: number
  concurrency: number
  traffic(on: Contender): Pick<Traffic, 'method' | 'paths' | 'bodies' | 'expect'>
}

/** Per request, microseconds; delay and latency in milliseconds. */
export interface Sample {
  cpu: number
  database: number | undefined
  delay: { p99: number; max: number }
  latency: LoadResult['latency']
}

export interface Comparison {
  operation: Operation
  ours: Sample
  bare: Sample
  /** Of server and database together: median over the rounds, and the range. */
  ratio: { median: number; least: number; most: number }
  /** Of the least disturbed round of each: other work on the machine only ever adds. */
  quietest: number
}

interface Setting {
  ours: Contender
  bare: Contender
  load: Child
  rounds: number
}

/** Rounds that do not count: a server that runs for weeks is measured, not the compiler at its start. */
const WARM_UP = 3

/** Measures both in turn, ours first in one round and last in the next, so that noise meets both alike. */
export async function compare(
  operation: Operation,
  { ours, bare, load, rounds }: Setting,
): Promise<Comparison> {
  for (let round = 0; round < WARM_UP; round++) {
    for (const contender of [ours, bare]) await measure(operation, contender, load)
  }
  const samples: { ours: Sample; bare: Sample }[] = []
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? [ours, bare] : [bare, ours]
    const taken = new Map<Contender, Sample>()
    for (const contender of order) taken.set(contender, await measure(operation, contender, load))
    samples.push({ ours: taken.get(ours) as Sample, bare: taken.get(bare) as Sample })
  }
  const ratios = samples.map((sample) => total(sample.ours) / total(sample.bare))
  return {
    operation,
    ours: middle(samples.map((sample) => sample.ours)),
    bare: middle(samples.map((sample) => sample.bare)),
    ratio: { median: median(ratios), ...spread(ratios) },
    quietest:
      Math.min(...samples.map(({ ours }) => total(ours))) /
      Math.min(...samples.map(({ bare }) => total(bare))),
  }
}

async function measure(operation: Operation, on: Contender, load: Child): Promise<Sample> {
  const { count, concurrency } = operation
  const database = await on.databaseCpu()
  const before = await on.server.ask<Usage>('usage')
  const traffic = { port: on.port, token: on.token, count, concurrency, ...operation.traffic(on) }
  const { latency } = await load.ask<LoadResult>('run', traffic)
  const after = await on.server.ask<Usage>('usage')
  const databaseAfter = await on.databaseCpu()
  const used =
    database === undefined || databaseAfter === undefined ? undefined : (databaseAfter - database) / count
  return { cpu: (after.cpu - before.cpu) / count, database: used, delay: after.delay, latency }
}

function total({ cpu, database }: Sample): number {
  return cpu + (database ?? 0)
}

function middle(samples: Sample[]): Sample {
  const of = (read: (sample: Sample) => number) => median(samples.map(read))
  const known = samples.every((sample) => sample.database !== undefined)
  return {
    cpu: of((sample) => sample.cpu),
    database: known ? of((sample) => sample.database ?? 0) : undefined,
    delay: { p99: of((sample) => sample.delay.p99), max: Math.max(...samples.map(({ delay }) => delay.max)) },
    latency: { p50: of((sample) => sample.latency.p50), p99: of((sample) => sample.latency.p99) },
  }
}
