import type { Ctx, RouteRequest } from '@saola/sdk'
import { dueAt } from '../calendar/calendar.ts'
import type { Report } from '../models/report.ts'
import * as content from './answer.ts'
import { Refused } from './geo-report.ts'
import { toDefinition, toService, toServiceRequest, w3c } from './mapping.ts'
import { byIds, NEWEST_FIRST, type RequestsQuery, readRequestsQuery } from './read-query.ts'
import { readReport } from './read-report.ts'
import type { Arguments } from './read-values.ts'
import type { CategoryRecord, ReportRecord } from './records.ts'

const LARGEST_PAGE = 500
/** When this door last changed what it gives. */
const CHANGED = '2026-11-23T00:00:00+07:00'
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
]

export type Answering = (ctx: Ctx, request: RouteRequest, id: string) => Promise<content.Content>

export const discovery: Answering = async (_ctx, { origin = '' }) =>
  content.discovery({
    changeset: CHANGED,
    contact: 'Trung tâm điều hành, quầy tiếp nhận phản ánh',
    key_service: 'Quản trị viên cấp khóa: saola token create --role operator',
    endpoints: [
      {
        specification: SPECIFICATION,
        url: `${origin}/open311/v2`,
        changeset: CHANGED,
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  })

export const services: Answering = async (ctx) =>
  content.services((await publicCategories(ctx)).map(toService))

export const definition: Answering = async (ctx, _request, code) => {
  const category = (await publicCategories(ctx)).find((one) => one.code === code)
  if (!category) throw new Refused(404, `service_code "${code.slice(0, 60)}" was not found`)
  return content.definition(toDefinition(category))
}

export const requests: Answering = async (ctx, request) => {
  const categories = await publicCategories(ctx)
  const query = readRequestsQuery(request.query, categories, Date.now())
  return content.serviceRequests(await find(ctx, query, categories, request.origin))
}

export const request: Answering = async (ctx, { origin }, id) => {
  const categories = await publicCategories(ctx)
  const found = await find(ctx, byIds([id], categories), categories, origin)
  if (found.length === 0) throw new Refused(404, `service_request_id "${id.slice(0, 60)}" was not found`)
  return content.serviceRequests(found)
}

/** Every service is realtime and gives its id at once, so a token is that id. */
export const token: Answering = async (ctx, { origin }, id) => {
  const categories = await publicCategories(ctx)
  const [found] = await find(ctx, byIds([id], categories), categories, origin)
  if (!found) throw new Refused(404, `token "${id.slice(0, 60)}" was not found`)
  return content.requests([{ service_request_id: found.service_request_id, token: id }])
}

export const submit: Answering = async (ctx, { actor, body }) => {
  if (actor.kind !== 'token')
    throw new Refused(403, 'api_key is missing: this service takes reports only with a key')
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw new Refused(400, 'The body must be a form (application/x-www-form-urlencoded)')
  const report = readReport(body as Arguments, await publicCategories(ctx))
  const { category, description, position, address, name, phone, email } = report
  const now = Date.now()
  const made = await ctx.records<Report>('report').create({
    category: category.id,
    description,
    channel: 'open311',
    requestedAt: new Date(now).toISOString(),
    dueAt: new Date(dueAt(now, category.deadlineHours, category.clock)).toISOString(),
    ...(position ? { location: { type: 'Point', coordinates: position } } : {}),
    ...(address === undefined ? {} : { address }),
    ...(name === undefined ? {} : { reporterName: name }),
    ...(phone === undefined ? {} : { reporterPhone: phone }),
    ...(email === undefined ? {} : { reporterEmail: email }),
  })
  const notice = made.dueAt ? `Hạn xử lý ${w3c(made.dueAt)}` : 'Đã tiếp nhận'
  return content.requests([{ service_request_id: made.code, service_notice: notice, account_id: null }])
}

async function publicCategories(ctx: Ctx): Promise<CategoryRecord[]> {
  const { items } = await ctx
    .records<CategoryRecord>('category')
    .list({ limit: LARGEST_PAGE, sort: [{ field: 'code' }] })
  return items.filter((one) => one.public === true)
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
  return found.flatMap((report) => {
    const category = byId.get(report.category)
    return category ? [toServiceRequest(report, category, origin)] : []
  })
}
