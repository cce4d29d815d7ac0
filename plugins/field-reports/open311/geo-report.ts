import type { Text } from '@saola/sdk'

/** What GeoReport v2 gives out, by the field tables of its specification. */

export type Format = 'json' | 'xml'

export interface Service {
  service_code: string
  service_name: string
  description: string
  /** Whether `services/{code}` has attributes. */
  metadata: boolean
  type: 'realtime'
  /** Separated by commas. */
  keywords: string
  group: string
}

export interface ServiceDefinition {
  service_code: string
  attributes: Attribute[]
}

export interface Attribute {
  /** False: only a text to read, no answer is expected. */
  variable: boolean
  code: string
  datatype: 'string' | 'number' | 'datetime' | 'text' | 'singlevaluelist' | 'multivaluelist'
  required: boolean
  datatype_description: string
  order: number
  description: string
  values?: { key: string; name: string }[]
}

export interface ServiceRequest {
  service_request_id: string
  status: 'open' | 'closed'
  status_notes: string | null
  service_name: string
  service_code: string
  description: string
  agency_responsible: string | null
  service_notice: string | null
  /** W3C date and time with offset, as all of them. */
  requested_datetime: string
  updated_datetime: string
  expected_datetime: string | null
  address: string | null
  address_id: null
  zipcode: null
  lat: number | null
  long: number | null
  media_url: string | null
}

export interface Discovery {
  changeset: string
  contact: string
  key_service: string
  endpoints: {
    specification: string
    url: string
    changeset: string
    type: 'production' | 'test'
    formats: string[]
  }[]
}

/** A refusal in the form that the specification asks for. `code` is the HTTP status. */
export interface GeoError {
  code: number
  description: Required<Text>
}

/** More would help nobody. */
const MOST_ERRORS = 20

/** Ends the handling of a request with an error of the specification. */
export class Refused extends Error {
  readonly errors: GeoError[]

  constructor(code: number | GeoError[], ...descriptions: Required<Text>[]) {
    const errors =
      typeof code === 'number' ? descriptions.map((description) => ({ code, description })) : code
    super(errors.map(({ description }) => description.en).join('; '))
    this.errors = errors.slice(0, MOST_ERRORS)
  }
}

export function notFound(name: string, value: string): GeoError['description'] {
  const shown = value.slice(0, 60)
  return { vi: `Không có ${name} “${shown}”`, en: `${name} "${shown}" was not found` }
}

/** @param asked what it is, in words */
export function missing(name: string, asked?: Text): GeoError['description'] {
  const more = asked ? { vi: `: ${asked.vi}`, en: `: ${asked.en ?? asked.vi}` } : { vi: '', en: '' }
  return { vi: `Thiếu ${name}${more.vi}`, en: `${name} is missing${more.en}` }
}
