import type { Json, JsonSchema, Route, RouteReply, Text } from '@saola/sdk'
import { placeProblem } from '../public/place.ts'
import { findPublic, nearbyPublic } from '../public/public-report.ts'
import { submit } from '../public/submit.ts'

interface Body {
  category: string
  description: string
  location?: { type: 'Point'; coordinates: [number, number] }
  address?: string
  photos?: string[]
  name?: string
  phone?: string
}

const body: JsonSchema = {
  type: 'object',
  required: ['category', 'description'],
  additionalProperties: false,
  properties: {
    category: { type: 'string', maxLength: 60 },
    description: { type: 'string', minLength: 1, maxLength: 4000 },
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
    photos: { type: 'array', maxItems: 5, items: { type: 'string' } },
    name: { type: 'string', maxLength: 120 },
    phone: { type: 'string', maxLength: 30 },
  },
}

/** Answers with a problem document (RFC 9457). */
function problem(
  status: number,
  code: string,
  title: Text,
  lang: 'vi' | 'en',
  more: object = {},
): RouteReply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: {
      type: 'about:blank',
      status,
      code,
      title: title[lang] ?? title.vi,
      culprit: 'field-reports',
      ...more,
    },
  }
}

const missing = {
  vi: 'Không có phản ánh công khai với mã này.',
  en: 'There is no public report with this code.',
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
      required: ['code', 'path'],
      properties: { code: { type: 'string' }, path: { type: 'string' } },
    },
    run: async (ctx, { body: given, idempotencyKey, lang }) => {
      const { category, description, location, address, photos, name, phone } = given as unknown as Body
      if (!location && !address?.trim())
        return problem(
          422,
          'place-missing',
          { vi: 'Đặt ghim trên bản đồ hoặc ghi địa chỉ.', en: 'Put the pin on the map or give an address.' },
          lang,
          { field: 'location' },
        )
      const wrong = location && placeProblem(...location.coordinates)
      if (wrong) return problem(422, 'place-outside', wrong, lang, { field: 'location' })
      const made = await submit(ctx, {
        category,
        description,
        ...(location ? { position: location.coordinates } : {}),
        ...(address ? { address } : {}),
        ...(photos ? { photos } : {}),
        reporter: { ...(name ? { name } : {}), ...(phone ? { phone } : {}) },
        channel: 'portal',
        ...(idempotencyKey ? { key: idempotencyKey } : {}),
      })
      if (!made)
        return problem(
          422,
          'category-missing',
          { vi: 'Không có loại phản ánh này.', en: 'There is no such category.' },
          lang,
          { field: 'category' },
        )
      return { status: 201, body: { code: made.code, path: `/portal/field-reports/${made.code}` } }
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
      return found ? { body: found } : problem(404, 'report-missing', missing, lang)
    },
  },
}
