import type { Shape } from './read-xml.ts'

const text = (...names: string[]): Record<string, Shape> =>
  Object.fromEntries(names.map((name) => [name, 'string']))

/** The XML of GeoReport v2 by its field tables; root elements by name. */
export const shapes = {
  discovery: {
    members: {
      ...text('changeset', 'contact', 'key_service'),
      endpoints: {
        list: 'endpoint',
        of: {
          members: {
            ...text('specification', 'url', 'changeset', 'type'),
            formats: { list: 'format', of: 'string' },
          },
        },
      },
    },
  },
  services: {
    list: 'service',
    of: {
      members: {
        ...text('service_code', 'service_name', 'description', 'type', 'keywords', 'group'),
        metadata: 'boolean',
      },
    },
  },
  service_definition: {
    members: {
      service_code: 'string',
      attributes: {
        list: 'attribute',
        of: {
          members: {
            ...text('code', 'datatype', 'datatype_description', 'description'),
            variable: 'boolean',
            required: 'boolean',
            order: 'number',
            values: { list: 'value', of: { members: text('key', 'name') } },
          },
          optional: ['values'],
        },
      },
    },
  },
  service_requests: {
    list: 'request',
    of: {
      members: {
        ...text('service_request_id', 'status', 'status_notes', 'service_name', 'service_code'),
        ...text('description', 'agency_responsible', 'service_notice', 'requested_datetime'),
        ...text('updated_datetime', 'expected_datetime', 'address', 'address_id', 'zipcode', 'media_url'),
        lat: 'number',
        long: 'number',
      },
    },
  },
  submitted: {
    list: 'request',
    of: { members: text('service_request_id', 'service_notice', 'account_id') },
  },
  token: { list: 'request', of: { members: text('service_request_id', 'token') } },
  errors: { list: 'error', of: { members: { code: 'number', description: 'string' } } },
} satisfies Record<string, Shape>
