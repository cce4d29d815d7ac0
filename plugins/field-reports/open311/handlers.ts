import type { Ctx, RouteRequest } from '@saola/sdk'
import { submit as sendReport } from '../public/submit.ts'
import * as content from './answer.ts'
import { notFound, Refused } from './geo-report.ts'
import { toDefinition, toService, toServiceRequest, w3c } from './mapping.ts'
import { byIds, NEWEST_FIRST, type RequestsQuery, readRequestsQuery } from './read-query.ts'
import { readReport } from './read-report.ts'
import { type Arguments, textOf } from './read-values.ts'
import type { CategoryRecord, ReportRecord } from './records.ts'
import { keysOf, madeBefore } from './repeated.ts'
import type { Open311Settings } from './settings.ts'

const LARGEST_PAGE = 500
/** While there is no category. */
const FIRST = '2026-11-23T00:00:00+07:00'
const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2'
const FIELDS = [
  'code',
  'category',
  'description',
  'status',
  'location',
  'address',
  'photos',
  'requestedAt',
  'updatedAt',
  'dueAt',
  'unit',
  'statusAt',
]

export type Answering = (ctx: Ctx, request: RouteRequest, id: string) => Promise<content.Content>

export const discovery: Answering = async (ctx, { origin = '' }) => {
  const settings = await ctx.settings<Open311Settings>()
  const changeset = await lastChange(ctx)
  return content.discovery({
    changeset,
    contact: settings.open311Contact,
    key_service: settings.open311KeyService,
    endpoints: [
      {
        specification: SPECIFICATION,
        url: `${origin}/open311/v2`,
        changeset,
        type: settings.open311Type,
        formats: ['text/xml', 'application/json'],
      },
    ],
  })
}

export const services: Answering = async (ctx) =>
  content.services((await publicCategories(ctx)).map(toService))

export const definition: Answering = async (ctx, _request, code) => {
  const category = (await publicCategories(ctx)).find((one) => one.code === code)
  if (!category) throw new Refused(404, notFound('service_code', code))
  return content.definition(toDefinition(category))
}

export const requests: Answering = async (ctx, request) => {
  const categories = await publicCategories(ctx)
  const query = readRequestsQuery(request.query, categories, Date.now())
  return content.serviceRequests(await find(ctx, query, categories, request.origin))
}

export const request: Answering = async (ctx, { origin }, id) => {
  const categories = await publicCategories(ctx)
  const found = await find(ctx, byIds(id.split(','), categories), categories, origin)
  if (found.length === 0) throw new Refused(404, notFound('service_request_id', id))
  return content.serviceRequests(found)
}

/** Every service is realtime and gives its id at once, so a token is that id. */
export const token: Answering = async (ctx, { origin }, id) => {
  const categories = await publicCategories(ctx)
  const [found] = await find(ctx, byIds([id], categories), categories, origin)
  if (!found) throw new Refused(404, notFound('token', id))
  return content.requests([{ service_request_id: found.service_request_id, token: id }])
}

export const submit: Answering = async (ctx, { actor, body, idempotencyKey }) => {
  if (actor.kind !== 'token')
    throw new Refused(403, {
      vi: 'Thiếu api_key: chỉ nhận phản ánh kèm khóa của ứng dụng',
      en: 'api_key is missing: reports are taken only with the key of an application',
    })
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw new Refused(400, {
      vi: 'Nội dung phải là một biểu mẫu (application/x-www-form-urlencoded)',
      en: 'The body must be a form (application/x-www-form-urlencoded)',
    })
  const given = body as Arguments
  const { category, position, address, mediaUrl, attributes, description, ...reporter } = readReport(
    given,
    await publicCategories(ctx),
  )
  const keys = await keysOf(actor.id, given, idempotencyKey, Date.now())
  const made =
    (await madeBefore(ctx, keys)) ??
    (await sendReport(ctx, {
      category: category.code,
      description,
      ...(position ? { position } : {}),
      ...(address ? { address } : {}),
      ...(attributes ? { attributes } : {}),
      ...(mediaUrl ? { mediaUrl } : {}),
      reporter,
      channel: 'open311',
      key: keys[0],
    }))
  if (!made) throw new Refused(404, notFound('service_code', category.code))
  const notice = made.dueAt ? `Hạn xử lý ${w3c(made.dueAt)}` : 'Đã tiếp nhận'
  return content.requests([{ service_request_id: made.code, service_notice: notice, account_id: null }])
}

/** There is one jurisdiction, if it was given a name at all. */
export async function checkJurisdiction(ctx: Ctx, { query, body }: RouteRequest): Promise<void> {
  const sent = body !== null && typeof body === 'object' && !Array.isArray(body) ? body : {}
  const asked = textOf({ ...sent, ...query }, 'jurisdiction_id')
  if (asked === undefined) return
  const { open311Jurisdiction: own } = await ctx.settings<Open311Settings>()
  if (own && asked !== own) throw new Refused(404, notFound('jurisdiction_id', asked))
}

async function publicCategories(ctx: Ctx): Promise<CategoryRecord[]> {
  const { items } = await ctx
    .records<CategoryRecord>('category')
    .list({ limit: LARGEST_PAGE, sort: [{ field: 'position' }, { field: 'code' }] })
  return items.filter((one) => one.public === true)
}

/** When services or their definitions last changed: clients that keep them read them again. */
async function lastChange(ctx: Ctx): Promise<string> {
  const { items } = await ctx.records<CategoryRecord>('category').list({
    limit: 1,
    sort: [{ field: 'updatedAt', descending: true }],
    fields: ['updatedAt'],
  })
  return w3c(items[0]?.updatedAt ?? FIRST)
}

/** Names of units by their ids. */
async function agencies(ctx: Ctx, reports: readonly ReportRecord[]): Promise<Map<string, string>> {
  const ids = [...new Set(reports.flatMap(({ unit }) => unit ?? []))]
  const units = await Promise.all(ids.map((id) => ctx.units.get(id)))
  return new Map(ids.map((id, at) => [id, units[at]?.label.vi ?? id]))
}

async function find(
  ctx: Ctx,
  { filter, near, skip, take }: RequestsQuery,
  categories: readonly CategoryRecord[],
  origin = '',
) {
  const byId = new Map(categories.map((category) => [category.id, category]))
  if (byId.size === 0) return []
  const reports = ctx.records<ReportRecord>('report')
  const found: ReportRecord[] = []
  let cursor: string | undefined
  let seen = 0
  while (seen < skip + take) {
    const skipping = seen < skip
    const limit = Math.min(LARGEST_PAGE, skipping ? skip - seen : skip + take - seen)
    const page = await reports.list({
      filter,
      ...(near ? { near } : {}),
      sort: NEWEST_FIRST,
      limit,
      fields: skipping ? ['code'] : FIELDS,
      ...(cursor === undefined ? {} : { cursor }),
    })
    if (!skipping) found.push(...page.items)
    seen += page.items.length
    if (page.next === null) break
    cursor = page.next
  }
  const names = await agencies(ctx, found)
  return found.flatMap((report) => {
    const category = byId.get(report.category)
    const agency = report.unit === null ? null : (names.get(report.unit) ?? null)
    return category ? [toServiceRequest(report, category, { origin, agency })] : []
  })
}
