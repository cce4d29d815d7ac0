import type { FieldDef, JsonSchema, Lang, ModelDef, Text } from '@saola/sdk'

type Schema = Record<string, unknown>

/** RFC 9457 with our members; every error answer has this shape. */
export const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', description: 'Stable; docs/reference/errors.md explains each.' },
    culprit: { type: 'string' },
    help: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'object' } },
      },
    },
  },
}

export const POINT: Schema = {
  type: 'object',
  description: 'GeoJSON Point, WGS 84',
  required: ['type', 'coordinates'],
  additionalProperties: false,
  properties: {
    type: { const: 'Point' },
    coordinates: {
      type: 'array',
      description: '[longitude, latitude]',
      prefixItems: [
        { type: 'number', minimum: -180, maximum: 180 },
        { type: 'number', minimum: -90, maximum: 90 },
      ],
      minItems: 2,
      maxItems: 2,
    },
  },
}

export const FILE_REF: Schema = {
  type: 'object',
  description: 'A stored file; a writer gives only its id',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string', readOnly: true },
    type: { type: 'string', readOnly: true },
    size: { type: 'integer', minimum: 0, readOnly: true },
    width: { type: 'integer', minimum: 1, readOnly: true },
    height: { type: 'integer', minimum: 1, readOnly: true },
  },
}

export const COUNTS: Schema = {
  type: 'object',
  required: ['items', 'total'],
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['key', 'count'],
        properties: {
          key: { type: ['string', 'number', 'boolean', 'null'] },
          count: { type: 'integer', minimum: 1 },
        },
      },
    },
    total: { type: 'integer', minimum: 0 },
  },
}

export const POINTS: Schema = {
  type: 'object',
  required: ['field', 'count', 'total', 'complete', 'unplaced', 'scale', 'groups', 'items'],
  properties: {
    field: { type: 'string' },
    count: { type: 'integer', minimum: 0, maximum: 200_000 },
    total: { type: 'integer', minimum: 0, description: 'All that match and have a position' },
    complete: { type: 'boolean', description: 'Whether all of them are here' },
    unplaced: { type: 'integer', minimum: 0, description: 'How many match and have no position' },
    scale: { type: 'number', description: 'Coordinates are degrees times this' },
    groups: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'type'],
        properties: {
          field: { type: 'string' },
          type: { type: 'string', enum: ['key', 'number'] },
          keys: { type: 'array', items: { type: ['string', 'boolean'] } },
        },
      },
    },
    items: {
      type: 'array',
      description:
        'Newest first: id, longitude, latitude, and for each group a number or an index into its keys',
      items: { type: 'array', minItems: 3, items: { type: ['string', 'number', 'null'] } },
    },
  },
}

export const BY_NAME: Schema = {
  type: ['string', 'null'],
  readOnly: true,
  description: 'Name of the person, key or module; null when it is not known any more',
}

export const COMMENT: Schema = {
  type: 'object',
  required: ['id', 'text', 'visibility', 'at', 'by'],
  properties: {
    id: { type: 'string', format: 'uuid', readOnly: true },
    text: { type: 'string', minLength: 1, maxLength: 10_000, contentMediaType: 'text/markdown' },
    visibility: { type: 'string', enum: ['internal', 'public'] },
    at: { type: 'string', format: 'date-time', readOnly: true },
    by: { type: 'string', readOnly: true },
    byName: BY_NAME,
  },
}

export const SYSTEM_FIELDS: Schema = {
  type: 'object',
  required: ['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'unit'],
  properties: {
    id: { type: 'string', format: 'uuid', readOnly: true },
    version: { type: 'integer', minimum: 1, readOnly: true },
    createdAt: { type: 'string', format: 'date-time', readOnly: true },
    createdBy: { type: 'string', readOnly: true },
    updatedAt: { type: 'string', format: 'date-time', readOnly: true },
    updatedBy: { type: 'string', readOnly: true },
    unit: { type: ['string', 'null'], readOnly: true },
  },
}

export function inLanguage(text: Text, lang: Lang): string {
  return text[lang] ?? text.vi
}

export interface ValuesOptions {
  /** Whether it is what readers get. */
  read?: boolean
  /** Fields that a writer gives and does not get back. */
  hidden?: ReadonlySet<string>
}

/** The values that a writer may send for a model; `partial` for a merge patch, where nothing is required. */
export function valuesSchema(
  model: ModelDef,
  lang: Lang,
  partial: boolean,
  { read = false, hidden }: ValuesOptions = {},
): Schema {
  // What the platform gives is in what is read only; readers allow more than these.
  const entries = Object.entries(model.fields).filter(([, { type }]) => read || type !== 'code')
  const needed = entries.filter(
    ([, field]) => field.required && !('default' in field && field.default !== undefined),
  )
  return {
    type: 'object',
    title: inLanguage(model.label, lang),
    additionalProperties: false,
    ...(partial || needed.length === 0 ? {} : { required: needed.map(([name]) => name) }),
    properties: Object.fromEntries(
      entries.map(([name, field]) => {
        // Readers without the right get null where the model requires a value.
        const shown = read && field.personal ? { ...field, required: false } : field
        return [name, { ...fieldSchema(shown, lang), ...(hidden?.has(name) ? { writeOnly: true } : {}) }]
      }),
    ),
  }
}

function fieldSchema(field: FieldDef, lang: Lang): JsonSchema {
  const base = ofType(field)
  const head: Schema = { title: inLanguage(field.label, lang) }
  if (field.help) head.description = inLanguage(field.help, lang)
  if ('default' in field && field.default !== undefined) head.default = field.default
  if (field.required) return { ...head, ...base }
  if (field.type === 'json') return { ...head, anyOf: [base, { type: 'null' }] }
  if ('$ref' in base) return { ...head, oneOf: [base, { type: 'null' }] }
  if (Array.isArray(base.enum))
    return { ...head, ...base, type: ['string', 'null'], enum: [...base.enum, null] }
  return { ...head, ...base, type: [base.type, 'null'] }
}

function ofType(field: FieldDef): Schema {
  switch (field.type) {
    case 'text':
      return { type: 'string', maxLength: field.maxLength ?? 500 }
    case 'number':
    case 'integer': {
      const { type, minimum, maximum, measure } = field
      return {
        type,
        ...(minimum === undefined ? {} : { minimum }),
        ...(maximum === undefined ? {} : { maximum }),
        ...(measure ? { 'x-measure': measure } : {}),
      }
    }
    case 'boolean':
      return { type: 'boolean' }
    case 'datetime':
      return { type: 'string', format: 'date-time' }
    case 'select':
      return { type: 'string', enum: Object.keys(field.options) }
    case 'point':
      return { $ref: '#/components/schemas/Point' }
    case 'richText':
      return { type: 'string', maxLength: field.maxLength ?? 20_000, contentMediaType: 'text/markdown' }
    case 'phone':
      return { type: 'string', format: 'phone' }
    case 'email':
      return { type: 'string', format: 'email', maxLength: 254 }
    case 'code':
      return { type: 'string', readOnly: true, 'x-pattern': field.pattern }
    case 'status':
      return { type: 'string', enum: Object.keys(field.states), 'x-initial': field.initial }
    case 'relation':
      return { type: 'string', format: 'uuid', 'x-model': field.model }
    case 'user':
      return { type: 'string', 'x-actor': true }
    case 'unit':
      return { type: 'string', 'x-unit': true }
    case 'json':
      return field.schema as Schema
    case 'file':
    case 'image':
      return { type: 'array', maxItems: field.most ?? 10, items: { $ref: '#/components/schemas/FileRef' } }
  }
}
