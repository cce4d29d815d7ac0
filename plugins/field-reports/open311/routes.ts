import type { Ctx, Route, RouteReply, RouteRequest, Text } from '@saola/sdk'
import { answer, errorsOf, refusal } from './answer.ts'
import type { Format } from './geo-report.ts'
import * as handlers from './handlers.ts'

export const MOUNT = '/open311/v2'
const SUFFIX = {
  vi: 'Địa chỉ phải kết thúc bằng .json hoặc .xml',
  en: 'The address must end in .json or .xml',
}
/** Reports that one key may send: an application passes on those of many people. */
const RATE = { burst: 120, perMinute: 60 }

interface Resource {
  summary: Text
  method?: 'GET' | 'POST'
  /** Below the mount, without its suffix; `:id` at the end is one part of the path. */
  path: string
  status?: number
  /** Default: everybody. */
  permission?: string
  run: handlers.Answering
}

const RESOURCES: Record<string, Resource> = {
  discovery: {
    summary: { vi: 'Open311: cổng này có gì', en: 'Open311: what this door offers' },
    path: '/discovery',
    run: handlers.discovery,
  },
  services: {
    summary: { vi: 'Open311: các loại phản ánh', en: 'Open311: kinds of reports' },
    path: '/services',
    run: handlers.services,
  },
  requests: {
    summary: { vi: 'Open311: tìm phản ánh', en: 'Open311: find reports' },
    path: '/requests',
    run: handlers.requests,
  },
  submit: {
    summary: { vi: 'Open311: gửi phản ánh', en: 'Open311: send a report' },
    method: 'POST',
    path: '/requests',
    status: 201,
    permission: 'field-reports.send',
    run: handlers.submit,
  },
}

const BY_ID: Record<string, Resource> = {
  definition: {
    summary: { vi: 'Open311: câu hỏi của một loại', en: 'Open311: questions of a kind' },
    path: '/services/:id',
    run: handlers.definition,
  },
  request: {
    summary: { vi: 'Open311: một phản ánh', en: 'Open311: one report' },
    path: '/requests/:id',
    run: handlers.request,
  },
  token: {
    summary: { vi: 'Open311: mã phản ánh của một thẻ', en: 'Open311: the report of a token' },
    path: '/tokens/:id',
    run: handlers.token,
  },
}

/** The doors of Open311 GeoReport v2, mounted at `/open311/v2`. */
export const open311Routes: Record<string, Route> = {
  ...Object.fromEntries(
    Object.entries(RESOURCES).flatMap(([name, one]) => [inJson(name, one), inXml(name, one)]),
  ),
  ...Object.fromEntries(Object.entries(BY_ID).map(byId)),
}

function inJson(name: string, resource: Resource): [string, Route] {
  return [`open311${capital(name)}Json`, route(resource, `${resource.path}.json`, () => ['json', ''])]
}

function inXml(name: string, resource: Resource): [string, Route] {
  return [`open311${capital(name)}Xml`, route(resource, `${resource.path}.xml`, () => ['xml', ''])]
}

/** The suffix stands in the same part of the path as the id, so one route answers both formats. */
function byId([name, resource]: [string, Resource]): [string, Route] {
  return [
    `open311${capital(name)}`,
    route(resource, resource.path, ({ params }) => splitSuffix(params.id ?? '')),
  ]
}

function splitSuffix(part: string): [Format, string] | undefined {
  const [, id, format] = /^(.+)\.(json|xml)$/s.exec(part) ?? []
  return id === undefined ? undefined : [format as Format, id]
}

function route(
  { summary, method = 'GET', status, permission = 'public', run }: Resource,
  path: string,
  read: (request: Pick<RouteRequest, 'params'>) => [Format, string] | undefined,
): Route {
  return {
    method,
    path: `${MOUNT}${path}`,
    summary,
    permission,
    ...(permission === 'public' ? {} : { rate: RATE }),
    run: async (ctx: Ctx, request: RouteRequest): Promise<RouteReply> => {
      const [format, id] = read(request) ?? []
      if (format === undefined || id === undefined)
        return refusal('xml', [{ code: 404, description: SUFFIX }], request.lang)
      try {
        await handlers.checkJurisdiction(ctx, request)
        return answer(format, await run(ctx, request, id), status)
      } catch (error) {
        const errors = errorsOf(error)
        if (!errors) throw error
        return refusal(format, errors, request.lang)
      }
    },
  }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
