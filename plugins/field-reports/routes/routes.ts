import type { Json, JsonSchema, Route } from '@saola/sdk'
import { type GivenAnswers, readGiven } from '../public/answers.ts'
import { follow } from '../public/follow.ts'
import { placeProblem } from '../public/place.ts'
import { categoryOf, findPublic, findShown, nearbyPublic } from '../public/public-report.ts'
import { submit } from '../public/submit.ts'
import { problem } from './problem.ts'

interface Body {
  category: string
  description: string
  location?: { type: 'Point'; coordinates: [number, number] }
  address?: string
  photos?: string[]
  name?: string
  phone?: string
  answers?: GivenAnswers
}

const body: JsonSchema = {
  type: 'object',
  required: ['category', 'description'],
  additionalProperties: false,
  properties: {
    category: { type: 'string', maxLength: 60 },
    description: { type: 'string', maxLength: 4000 },
    location: {
      type: 'object',
      required: ['type', 'coordinates'],
      additionalProperties: false,
      properties: {
        type: { const: 'Point' },
        coordinates: { type: 'array', minItems: 2, maxItems: 2, items: { type: 'number' } },
      },
    },
    address: { type: 'string', maxLength: 300 },
    photos: { type: 'array', maxItems: 5, items: { type: 'string', maxLength: 64 } },
    name: { type: 'string', maxLength: 120 },
    phone: { type: 'string', maxLength: 30 },
    answers: {
      type: 'object',
      maxProperties: 50,
      additionalProperties: {
        anyOf: [
          { type: 'string', maxLength: 4000 },
          { type: 'array', maxItems: 200, items: { type: 'string', maxLength: 60 } },
        ],
      },
    },
  },
}

export const routes: Record<string, Route> = {
  submit: {
    method: 'POST',
    path: '/reports',
    summary: { vi: 'Gửi phản ánh', en: 'Send a report' },
    permission: 'public',
    guard: 'public-form',
    body,
    response: {
      type: 'object',
      required: ['code', 'path', 'public'],
      properties: { code: { type: 'string' }, path: { type: 'string' }, public: { type: 'boolean' } },
    },
    run: async (ctx, { body: given, idempotencyKey, lang }) => {
      const { category, description, location, address, photos, name, phone, answers } =
        given as unknown as Body
      if (!description.trim()) return problem('description-missing', lang)
      if (!location && !address?.trim()) return problem('place-missing', lang)
      const wrong = location && placeProblem(...location.coordinates)
      if (wrong) return problem('place-outside', lang, wrong)
      const kind = answers && (await categoryOf(ctx, category))
      const read = kind ? readGiven(kind, answers) : undefined
      if (read && 'wrong' in read) return problem('answer-invalid', lang, read.wrong)
      const made = await submit(ctx, {
        category,
        description,
        ...(location ? { position: location.coordinates } : {}),
        ...(address ? { address } : {}),
        ...(photos ? { photos } : {}),
        reporter: { ...(name ? { name } : {}), ...(phone ? { phone } : {}) },
        ...(read && Object.keys(read.answers).length > 0 ? { attributes: read.answers } : {}),
        channel: 'portal',
        ...(idempotencyKey ? { key: idempotencyKey } : {}),
      })
      if (!made?.code) return problem('category-missing', lang)
      const { code } = made
      const isPublic = (await findShown(ctx, code)) !== null
      return { status: 201, body: { code, path: `/portal/field-reports/${code}`, public: isPublic } }
    },
  },
  follow: {
    method: 'POST',
    path: '/reports/:code/followers',
    summary: { vi: 'Tôi cũng gặp', en: 'Me too' },
    permission: 'public',
    guard: 'public-form',
    body: { type: 'object', additionalProperties: false, properties: {} },
    response: {
      type: 'object',
      required: ['code', 'path', 'followers'],
      properties: {
        code: { type: 'string' },
        path: { type: 'string' },
        followers: { type: 'integer', minimum: 0 },
      },
    },
    run: async (ctx, { params, idempotencyKey, lang }) => {
      if (!idempotencyKey) return problem('key-missing', lang)
      const followed = await follow(ctx, params.code ?? '', idempotencyKey)
      if (followed === null) return problem('report-missing', lang)
      if (followed === 'closed') return problem('report-closed', lang)
      return { status: 201, body: { ...followed, path: `/portal/field-reports/${followed.code}` } }
    },
  },
  nearby: {
    method: 'GET',
    path: '/nearby',
    summary: { vi: 'Phản ánh cùng loại ở gần', en: 'Reports of the same kind nearby' },
    permission: 'public',
    query: {
      type: 'object',
      required: ['category', 'longitude', 'latitude'],
      additionalProperties: false,
      properties: {
        category: { type: 'string', maxLength: 60 },
        longitude: { type: 'number', minimum: -180, maximum: 180 },
        latitude: { type: 'number', minimum: -90, maximum: 90 },
      },
    },
    run: async (ctx, { query }) => {
      const point: [number, number] = [Number(query.longitude), Number(query.latitude)]
      return { body: { items: (await nearbyPublic(ctx, String(query.category), point)) as Json } }
    },
  },
  one: {
    method: 'GET',
    path: '/reports/:code',
    summary: { vi: 'Phần công khai của một phản ánh', en: 'The public part of a report' },
    permission: 'public',
    run: async (ctx, { params, lang }) => {
      const found = await findPublic(ctx, params.code ?? '')
      return found ? { body: found } : problem('report-missing', lang)
    },
  },
}
