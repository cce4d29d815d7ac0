import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { type Operation, operationsOf, type Parameter } from './operations.ts'
import { HOSTILE, named, type Samples, type Schema, type Source, valuesOf } from './schema-arbitrary.ts'

export interface FuzzOptions {
  url: string
  headers: Record<string, string>
  /** The OpenAPI document that the requests are drawn from. */
  document: unknown
  seed: number
  /** Requests per operation. */
  runs: number
  /** Ids of things that are there, by a part of the path. */
  known?: Record<string, readonly string[]>
  samples?: Samples
  /** Paths that are left alone. */
  without?: readonly string[]
  /** What a refused request must leave as it was: counts of rows, for example. */
  state?: () => Promise<unknown>
}

/** One broken promise, with the request that broke it. */
export interface Finding {
  operation: string
  why: string
  request: string
}

export interface FuzzReport {
  operations: number
  requests: number
  /** Status → how often. */
  statuses: Record<string, number>
  findings: Finding[]
}

interface Request {
  path: string
  query: [string, string][]
  headers: Record<string, string>
  media?: string
  body?: string
}

/** Texts that only a stack, a driver or a statement would bring into an answer. */
const INSIDE =
  /SQLITE_|syntax error at|node_modules|\.ts:\d|\n\s+at |_revision\b|record_revision|outbox_event|\bpg_\w+|ECONN|relation "|SELECT .* FROM/

/**
 * Sends requests drawn from an OpenAPI document, fitting and unfitting ones, one after the other, and collects every
 * broken promise: an answer of 500 or more, a refusal that is no problem document, an answer that its own schema does
 * not describe, words from the inside, and a refusal that changed something.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { document, seed, runs, without = [] } = options
  const ajv = new Ajv2020.default({ strict: false, validateFormats: true })
  addFormats.default(ajv)
  ajv.addFormat('phone', true)
  ajv.addSchema(document as object, 'openapi')
  const report: FuzzReport = { operations: 0, requests: 0, statuses: {}, findings: [] }
  for (const operation of operationsOf(document)) {
    if (without.includes(operation.path)) continue
    report.operations += 1
    const requests = fc.sample(requestsOf(operation, options), { numRuns: runs, seed })
    for (const request of requests) {
      const why = await tryOne(operation, request, options, ajv, report)
      if (why === undefined) continue
      report.findings.push({
        operation: `${operation.method} ${operation.path}`,
        why,
        request: JSON.stringify(request).slice(0, 600),
      })
      break
    }
  }
  return report
}

function requestsOf(
  operation: Operation,
  { document, known = {}, samples = {} }: FuzzOptions,
): fc.Arbitrary<Request> {
  const source: Source = { root: document, samples }
  const ids = Object.entries(known).flatMap(([part, list]) => (operation.path.includes(part) ? list : []))
  const valueFor = ({ in: place, name, schema = true }: Parameter) => {
    const drawn = named(name, schema, source).map((value) =>
      typeof value === 'string' ? value : JSON.stringify(value),
    )
    const hostile = fc.constantFrom(...HOSTILE)
    return place === 'path' && ids.length > 0
      ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, hostile, drawn)
      : fc.oneof({ weight: 3, arbitrary: drawn }, hostile)
  }
  const parameters = fc.tuple(
    ...operation.parameters.map((parameter) =>
      fc.tuple(
        fc.constant(parameter),
        parameter.required
          ? valueFor(parameter)
          : fc.option(valueFor(parameter), { nil: undefined, freq: 1 }),
      ),
    ),
  )
  const body =
    operation.bodies.length > 0 ? fc.oneof(...operation.bodies.map(bodyOf(source))) : fc.constant({})
  return fc.tuple(parameters, body).map(([given, sent]) => {
    const of = (place: Parameter['in']) =>
      given.flatMap(([{ name, in: at }, value]): [string, string][] =>
        at === place && value !== undefined ? [[name, value]] : [],
      )
    const path = of('path').reduce(
      (at, [name, value]) => at.replace(`{${name}}`, encodeURIComponent(value.toWellFormed())),
      operation.path,
    )
    const headers = of('header').filter(([, value]) => /^[\x21-\x7e]{1,200}$/.test(value))
    return { path, query: of('query'), headers: Object.fromEntries(headers), ...sent }
  })
}

const bodyOf =
  (source: Source) =>
  ([media, schema]: [string, Schema]): fc.Arbitrary<{ media: string; body: string }> => {
    const fitting = valuesOf(schema, source)
    const changed = fc
      .tuple(fitting, fc.string(), fc.jsonValue({ maxDepth: 2 }), fc.nat())
      .map(([value, name, other, at]) => {
        if (typeof value !== 'object' || value === null) return other
        const keys = Object.keys(value)
        return { ...value, [keys[at % (keys.length + 1)] ?? name]: other }
      })
    const json = (one: fc.Arbitrary<unknown>) => one.map((value) => JSON.stringify(value) ?? '')
    return fc
      .oneof(
        { weight: 5, arbitrary: json(fitting) },
        { weight: 3, arbitrary: json(changed) },
        { weight: 1, arbitrary: json(fc.jsonValue()) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
      )
      .map((body) => ({ media, body }))
  }

async function tryOne(
  operation: Operation,
  request: Request,
  { url, headers, state, document }: FuzzOptions,
  ajv: InstanceType<typeof Ajv2020.default>,
  report: FuzzReport,
): Promise<string | undefined> {
  const writes = operation.method !== 'GET'
  const before = writes && state ? JSON.stringify(await state()) : undefined
  const search = new URLSearchParams(request.query.map(([name, value]) => [name, value.toWellFormed()]))
  const response = await fetch(`${url}${request.path}${search.size > 0 ? `?${search}` : ''}`, {
    method: operation.method,
    redirect: 'manual',
    headers: {
      ...headers,
      ...request.headers,
      ...(request.media === undefined ? {} : { 'content-type': request.media }),
    },
    body: request.body?.toWellFormed(),
    signal: AbortSignal.timeout(30_000),
  })
  const text = await response.text()
  const { status } = response
  report.requests += 1
  report.statuses[status] = (report.statuses[status] ?? 0) + 1
  if (status >= 500) return `answered ${status}: ${text.slice(0, 200)}`
  const inside = INSIDE.exec(text)
  if (inside && status >= 400) return `speaks of the inside: ${inside[0]}`
  const type = response.headers.get('content-type') ?? ''
  if (status >= 400) {
    if (!type.startsWith('application/problem+json')) return `${status} is no problem document but ${type}`
    if (before !== undefined && JSON.stringify(await state?.()) !== before)
      return `answered ${status} and changed something all the same`
  }
  const schema =
    operation.answers.get(String(status)) ?? (status >= 400 ? operation.answers.get('default') : undefined)
  if (!operation.answers.has(String(status)) && status < 400 && status !== 304)
    return `${status} is not in the document`
  if (!schema || !type.includes('json')) return undefined
  const fits = ajv.compile(rooted(schema, document))
  return fits(JSON.parse(text))
    ? undefined
    : `${status} does not fit its schema: ${ajv.errorsText(fits.errors)}`
}

const compiled = new WeakMap<object, object>()

/** The schema with its references pointing into the document; the same object each time, so that it compiles once. */
function rooted(schema: Schema, document: unknown): object {
  if (typeof schema === 'boolean') return {}
  let known = compiled.get(schema)
  if (!known) {
    const { components } = document as { components: unknown }
    known = { ...schema, components }
    compiled.set(schema, known)
  }
  return known
}
