import { type EventLoopUtilization, monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { Scope } from '@saola/kernel'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Numbers that are read when somebody looks: label values with the number. */
export interface Reading {
  name: string
  help: string
  /** `counter` only ever grows. */
  kind: 'gauge' | 'counter'
  labels?: string[]
  read: () => Measured[] | Promise<Measured[]>
}

export interface Measured {
  labels?: Record<string, string>
  value: number
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
/** Longest that one reading may take, milliseconds; a database that is away must not hide all the rest. */
const READ_LIMIT = 2_000

/** What `/metrics` tells. Label values come from manifests and routes, never from a request, so their number is bounded. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #requests = new Counter({
    name: 'saola_http_requests_total',
    help: 'Requests answered, by method, the prefix or plugin that answered, and status',
    labelNames: ['method', 'target', 'status'],
    registers: [this.#registry],
  })
  readonly #requestSeconds = new Histogram({
    name: 'saola_http_request_seconds',
    help: 'Seconds until the answer was ready',
    labelNames: ['target'],
    buckets: SECONDS,
    registers: [this.#registry],
  })
  readonly #jobs = new Counter({
    name: 'saola_jobs_total',
    help: 'Attempts at jobs, by name and outcome (done, retry, dead)',
    labelNames: ['name', 'outcome'],
    registers: [this.#registry],
  })
  readonly #jobSeconds = new Histogram({
    name: 'saola_job_seconds',
    help: 'Seconds that attempts at jobs took',
    labelNames: ['name'],
    buckets: [0.01, 0.1, 1, 10, 60, 600],
    registers: [this.#registry],
  })
  readonly #delay = monitorEventLoopDelay({ resolution: 20 })
  #utilization: EventLoopUtilization = performance.eventLoopUtilization()

  constructor(scope: Scope) {
    this.#delay.enable()
    scope.add(() => void this.#delay.disable())
    this.#addProcess(scope)
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  request(answer: { method: string; target: string; status: number; ms: number }): void {
    this.#requests.inc({ method: answer.method, target: answer.target, status: answer.status })
    this.#requestSeconds.observe({ target: answer.target }, answer.ms / 1_000)
  }

  job({ name, outcome, ms }: { name: string; outcome: string; ms: number }): void {
    this.#jobs.inc({ name, outcome })
    this.#jobSeconds.observe({ name }, ms / 1_000)
  }

  /** Adds numbers for as long as the scope lives. A reading that fails or takes too long is left out. */
  add({ name, help, kind, labels = [], read }: Reading, scope: Scope): void {
    const metric = { name, help, labelNames: labels, registers: [this.#registry] }
    const set = async (clear: () => void, put: (measured: Measured) => void) => {
      const rows = await withLimit(async () => read()).catch(() => [])
      clear()
      for (const row of rows) put(row)
    }
    if (kind === 'gauge') {
      const gauge: Gauge = new Gauge({
        ...metric,
        collect: () =>
          set(
            () => gauge.reset(),
            ({ labels: of = {}, value }) => gauge.set(of, value),
          ),
      })
    } else {
      const counter: Counter = new Counter({
        ...metric,
        collect: () =>
          set(
            () => counter.reset(),
            ({ labels: of = {}, value }) => counter.inc(of, value),
          ),
      })
    }
    scope.add(() => this.#registry.removeSingleMetric(name))
  }

  /** Everything in the Prometheus text format. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }

  #addProcess(scope: Scope): void {
    const one = (name: string, help: string, read: () => number, kind: Reading['kind'] = 'gauge') =>
      this.add({ name, help, kind, read: () => [{ value: read() }] }, scope)
    one('process_cpu_seconds_total', 'Processor time, user and system', cpuSeconds, 'counter')
    one('process_resident_memory_bytes', 'Resident memory', () => process.memoryUsage.rss())
    one('process_start_time_seconds', 'When the process began', () => Date.now() / 1_000 - process.uptime())
    one('nodejs_heap_used_bytes', 'Heap in use', () => process.memoryUsage().heapUsed)
    one(
      'nodejs_active_handles',
      'Timers, sockets and files that are open',
      () => process.getActiveResourcesInfo().length,
    )
    one(
      'nodejs_eventloop_utilization',
      'Share of time since the last look that the event loop was busy',
      () => {
        const now = performance.eventLoopUtilization()
        const { utilization } = performance.eventLoopUtilization(now, this.#utilization)
        this.#utilization = now
        return utilization
      },
    )
    this.add(
      {
        name: 'nodejs_eventloop_delay_seconds',
        help: 'How late the event loop was since the last look',
        kind: 'gauge',
        labels: ['quantile'],
        read: () => {
          const rows = [50, 99, 100].map((quantile) => ({
            labels: { quantile: String(quantile / 100) },
            value: Math.max(0, this.#delay.percentile(quantile) / 1e9),
          }))
          this.#delay.reset()
          return rows
        },
      },
      scope,
    )
  }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function withLimit<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), READ_LIMIT)
  })
  return Promise.race([work(), late]).finally(() => clearTimeout(timer))
}
