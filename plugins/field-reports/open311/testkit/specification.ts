/**
 * JSON Schemas of what a server answers, written from the field tables and examples of GeoReport v2
 * (wiki.open311.org/GeoReport_v2). Closed: a member that the tables do not name is an error.
 */

const W3C = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)$'
const text = { type: 'string' }
const maybeText = { type: ['string', 'null'] }
const maybeTime = { anyOf: [{ type: 'string', pattern: W3C }, { type: 'null' }] }

function closed(properties: Record<string, object>, optional: string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required, additionalProperties: false }
}

export const services = {
  type: 'array',
  items: closed({
    service_code: { type: 'string', minLength: 1 },
    service_name: { type: 'string', minLength: 1 },
    description: text,
    metadata: { type: 'boolean' },
    type: { enum: ['realtime', 'batch', 'blackbox'] },
    keywords: text,
    group: text,
  }),
}

export const serviceDefinition = closed({
  service_code: { type: 'string', minLength: 1 },
  attributes: {
    type: 'array',
    items: closed(
      {
        variable: { type: 'boolean' },
        code: { type: 'string', minLength: 1 },
        datatype: { enum: ['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'] },
        required: { type: 'boolean' },
        datatype_description: maybeText,
        order: { type: 'integer', minimum: 1 },
        description: text,
        values: {
          type: 'array',
          minItems: 1,
          items: closed({ key: { type: ['string', 'number'] }, name: text }),
        },
      },
      ['values'],
    ),
  },
})

export const serviceRequests = {
  type: 'array',
  items: closed({
    service_request_id: { type: 'string', minLength: 1 },
    status: { enum: ['open', 'closed'] },
    status_notes: maybeText,
    service_name: text,
    service_code: text,
    description: maybeText,
    agency_responsible: maybeText,
    service_notice: maybeText,
    requested_datetime: { type: 'string', pattern: W3C },
    updated_datetime: maybeTime,
    expected_datetime: maybeTime,
    address: maybeText,
    address_id: maybeText,
    zipcode: maybeText,
    lat: { type: ['number', 'null'], minimum: -90, maximum: 90 },
    long: { type: ['number', 'null'], minimum: -180, maximum: 180 },
    media_url: { anyOf: [{ type: 'string', pattern: '^https?://[^ ]+$' }, { type: 'null' }] },
  }),
}

export const submitted = {
  type: 'array',
  minItems: 1,
  maxItems: 1,
  items: closed({ service_request_id: text, service_notice: maybeText, account_id: maybeText }),
}

export const token = {
  type: 'array',
  minItems: 1,
  maxItems: 1,
  items: closed({ service_request_id: text, token: text }),
}

export const errors = {
  type: 'array',
  minItems: 1,
  items: closed({
    code: { type: 'integer', minimum: 400, maximum: 599 },
    description: { type: 'string', minLength: 1 },
  }),
}

export const discovery = closed({
  // Sortable; the example writes 2011-02-03 14:18.
  changeset: { type: 'string', minLength: 1 },
  contact: { type: 'string', minLength: 1 },
  key_service: { type: 'string', minLength: 1 },
  endpoints: {
    type: 'array',
    minItems: 1,
    items: closed({
      specification: { const: 'http://wiki.open311.org/GeoReport_v2' },
      url: { type: 'string', pattern: '^https?://.+[^/]$' },
      changeset: { type: 'string', minLength: 1 },
      type: { enum: ['production', 'test'] },
      formats: { type: 'array', items: { enum: ['text/xml', 'application/json'] }, minItems: 1 },
    }),
  },
})
