import type { Json, Lang, RouteReply } from '@saola/sdk'
import {
  type Discovery,
  type Format,
  type GeoError,
  Refused,
  type Service,
  type ServiceDefinition,
  type ServiceRequest,
} from './geo-report.ts'
import { type Element, members, writeXml } from './xml.ts'

/** The same content in JSON and in XML: each is made only when it is asked for. */
export interface Content {
  json: Json
  xml: () => Element
}

export function answer(format: Format, { json, xml }: Content, status = 200): RouteReply {
  if (format === 'json')
    return { status, body: json, headers: { 'content-type': 'application/json; charset=utf-8' } }
  return { status, body: writeXml(xml()), headers: { 'content-type': 'text/xml; charset=utf-8' } }
}

export function services(list: Service[]): Content {
  return {
    json: list.map((one) => ({ ...one })),
    xml: () => ['services', list.map((one): Element => ['service', members({ ...one })])],
  }
}

export function definition({ service_code, attributes }: ServiceDefinition): Content {
  return {
    json: { service_code, attributes: attributes.map((one) => ({ ...one })) },
    xml: () => [
      'service_definition',
      [
        ['service_code', service_code],
        [
          'attributes',
          attributes.map(({ values, ...flat }): Element => {
            const list = values?.map((value): Element => ['value', members(value)])
            return ['attribute', [...members(flat), ...(list ? [['values', list] satisfies Element] : [])]]
          }),
        ],
      ],
    ],
  }
}

export function serviceRequests(list: ServiceRequest[]): Content {
  return requests(list.map((one) => ({ ...one })))
}

/** Anything that the specification wraps in `service_requests`. */
export function requests(list: Record<string, string | number | null>[]): Content {
  return {
    json: list,
    xml: () => ['service_requests', list.map((one): Element => ['request', members(one)])],
  }
}

export function discovery({ endpoints, ...head }: Discovery): Content {
  return {
    json: { ...head, endpoints: endpoints.map((one) => ({ ...one })) },
    xml: () => [
      'discovery',
      [
        ...members(head),
        [
          'endpoints',
          endpoints.map(
            ({ formats, ...flat }): Element => [
              'endpoint',
              [...members(flat), ['formats', formats.map((one): Element => ['format', one])]],
            ],
          ),
        ],
      ],
    ],
  }
}

export function errors(list: readonly { code: number; description: string }[]): Content {
  return {
    json: list.map(({ code, description }) => ({ code, description })),
    xml: () => [
      'errors',
      list.map(({ code, description }): Element => ['error', members({ code, description })]),
    ],
  }
}

export function refusal(format: Format, list: readonly GeoError[], lang: Lang): RouteReply {
  const told = list.map(({ code, description }) => ({ code, description: description[lang] }))
  return answer(format, errors(told), list[0]?.code ?? 500)
}

interface ProblemLike {
  status: number
  message: string
  extra?: { errors?: { pointer: string; detail: { vi: string; en?: string } }[] }
}

/**
 * What was thrown, as errors of the specification, one for each value that does not fit; undefined when it is nothing
 * of the kind: the platform says it then, in the form of the mount.
 */
export function errorsOf(thrown: unknown): GeoError[] | undefined {
  if (thrown instanceof Refused) return thrown.errors
  const details = isProblem(thrown) && thrown.status === 422 ? thrown.extra?.errors : undefined
  return details?.map(({ pointer, detail }) => ({
    code: 400,
    description: {
      vi: `${pointer} ${detail.vi}`.trim(),
      en: `${pointer} ${detail.en ?? detail.vi}`.trim(),
    },
  }))
}

function isProblem(thrown: unknown): thrown is ProblemLike {
  return thrown instanceof Error && 'status' in thrown && typeof thrown.status === 'number'
}
