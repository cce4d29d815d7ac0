import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import { readXml, sparkJson } from './read-xml.ts'
import { shapes } from './shapes.ts'
import * as specification from './specification.ts'

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
const schemas: Record<keyof typeof shapes, object> = {
  discovery: specification.discovery,
  services: specification.services,
  service_definition: specification.serviceDefinition,
  service_requests: specification.serviceRequests,
  submitted: specification.submitted,
  token: specification.token,
  errors: specification.errors,
}
const TYPES = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' } as const
const FORM = 'application/x-www-form-urlencoded; charset=utf-8'

const ENGLISH = { 'accept-language': 'en' }

/** What the specification allows a server to answer with; 429 and 5xx are HTTP's own. */
const STATUSES = [200, 201, 400, 403, 404, 429]

export interface Answered<T> {
  status: number
  headers: Headers
  content: T
}

/** A client that takes nothing which the specification does not name, in both formats. */
export class StrictClient {
  readonly #url: string
  readonly #key: string

  constructor(centre: string, key: string) {
    this.#url = `${centre}/open311/v2`
    this.#key = key
  }

  /** The same in JSON and in XML, or it fails. */
  async get<T>(resource: string, kind: keyof typeof shapes, query: Record<string, string> = {}): Promise<T> {
    const json = await this.ask<T>(`${resource}.json`, kind, query)
    const xml = await this.ask<T>(`${resource}.xml`, kind, query)
    expect(json.status).toBe(kind === 'errors' ? xml.status : 200)
    expect(xml.status).toBe(json.status)
    expect(xml.content).toEqual(withoutEmpty(json.content))
    return json.content
  }

  async ask<T>(address: string, kind: keyof typeof shapes, query: Record<string, string> = {}) {
    const search = new URLSearchParams({ api_key: this.#key, ...query })
    return this.#read<T>(
      address,
      kind,
      await fetch(`${this.#url}/${address}?${search}`, { headers: ENGLISH }),
    )
  }

  async post<T>(
    fields: Record<string, string> | [string, string][] | string,
    kind: keyof typeof shapes = 'submitted',
    { format = 'json' as 'json' | 'xml', key = this.#key, headers = {} as Record<string, string> } = {},
  ): Promise<Answered<T>> {
    const body = typeof fields === 'string' ? fields : String(new URLSearchParams(fields))
    const address = `requests.${format}`
    const answer = await fetch(`${this.#url}/${address}`, {
      method: 'POST',
      headers: { 'content-type': FORM, ...ENGLISH, ...headers },
      body: key === '' ? body : `${body}&api_key=${key}`,
    })
    return this.#read<T>(address, kind, answer)
  }

  /** Whatever goes wrong, it is said in the form of the specification. */
  async refused(
    address: string,
    init: { method?: string; headers?: Record<string, string>; body?: BodyInit } = {},
  ) {
    const headers = { ...ENGLISH, ...init.headers }
    const answer = await fetch(`${this.#url}/${address}`, { ...init, headers })
    return this.#read<{ code: number; description: string }[]>(address, 'errors', answer)
  }

  async #read<T>(address: string, kind: keyof typeof shapes, answer: Response): Promise<Answered<T>> {
    const text = await answer.text()
    const format = /\.json(\?|$)/.test(address) ? 'json' : 'xml'
    const where = `${address}: ${text.slice(0, 300)}`
    expect(STATUSES, where).toContain(answer.status)
    expect(answer.status >= 400, where).toBe(kind === 'errors')
    expect(answer.headers.get('content-type'), where).toBe(TYPES[format])
    const content = format === 'json' ? JSON.parse(text) : sparkJson(readXml(text), shapes[kind])
    ajv.validate(schemas[kind], content)
    expect(ajv.errors ?? [], where).toEqual([])
    return { status: answer.status, headers: answer.headers, content: content as T }
  }
}

/** XML knows no empty text: an element without content is null. */
function withoutEmpty(value: unknown): unknown {
  if (value === '') return null
  if (typeof value === 'string') return value.trim()
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutEmpty(inner)]))
}
