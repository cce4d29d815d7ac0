import type { Lang } from '@saola/sdk'

type Tree = Record<string, unknown>

const object = { 'application/json': { schema: { type: 'object' } } }
const problem = { default: { $ref: '#/components/responses/Problem' } }

interface Described {
  method: 'get' | 'put' | 'post' | 'delete'
  path: string
  tag: string
  vi: string
  en: string
  status?: number
  /** Media type of the answer when it is not JSON. */
  media?: string
  open?: boolean
  body?: boolean
}

const CORE: Described[] = [
  {
    method: 'get',
    path: '/healthz',
    tag: 'core',
    vi: 'Tiến trình còn sống',
    en: 'The process is alive',
    open: true,
  },
  {
    method: 'get',
    path: '/readyz',
    tag: 'core',
    vi: 'Sẵn sàng nhận yêu cầu',
    en: 'Ready for requests',
    open: true,
  },
  { method: 'get', path: '/metrics', tag: 'core', vi: 'Số đo vận hành', en: 'Metrics', media: 'text/plain' },
  {
    method: 'post',
    path: '/api/auth/sign-in',
    tag: 'core',
    vi: 'Đăng nhập',
    en: 'Sign in',
    open: true,
    body: true,
  },
  { method: 'post', path: '/api/auth/sign-out', tag: 'core', vi: 'Đăng xuất', en: 'Sign out', body: true },
  { method: 'get', path: '/api/session', tag: 'core', vi: 'Tôi là ai', en: 'Who I am', open: true },
  {
    method: 'get',
    path: '/api/ui',
    tag: 'core',
    vi: 'Thành phần giao diện',
    en: 'What the interface is made of',
    open: true,
  },
  {
    method: 'get',
    path: '/api/stream',
    tag: 'core',
    vi: 'Luồng sự kiện',
    en: 'Event stream',
    media: 'text/event-stream',
  },
  { method: 'get', path: '/api/modules', tag: 'modules', vi: 'Các phân hệ', en: 'Modules' },
  { method: 'get', path: '/api/modules/{id}', tag: 'modules', vi: 'Một phân hệ', en: 'One module' },
  {
    method: 'get',
    path: '/api/modules/{id}/plan',
    tag: 'modules',
    vi: 'Kế hoạch bật hoặc tắt',
    en: 'Plan of a switch',
  },
  {
    method: 'post',
    path: '/api/modules/{id}/enable',
    tag: 'modules',
    vi: 'Bật phân hệ',
    en: 'Switch on',
    body: true,
  },
  {
    method: 'post',
    path: '/api/modules/{id}/disable',
    tag: 'modules',
    vi: 'Tắt phân hệ',
    en: 'Switch off',
    body: true,
  },
  {
    method: 'get',
    path: '/api/config/{kind}',
    tag: 'config',
    vi: 'Tài liệu cấu hình theo loại',
    en: 'Configuration documents of a kind',
  },
  {
    method: 'get',
    path: '/api/config/{kind}/{id}',
    tag: 'config',
    vi: 'Một tài liệu cấu hình',
    en: 'One configuration document',
  },
  {
    method: 'put',
    path: '/api/config/{kind}/{id}',
    tag: 'config',
    vi: 'Ghi tài liệu cấu hình',
    en: 'Write a configuration document',
    body: true,
  },
]

/** Paths that are there whatever modules are on. */
export function corePaths(lang: Lang): Tree {
  const paths: Record<string, Tree> = {}
  for (const { method, path, tag, vi, en, media, open, body } of CORE) {
    const summary = lang === 'en' ? en : vi
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }))
    const content = media ? { [media]: { schema: { type: 'string' } } } : object
    paths[path] = {
      ...paths[path],
      [method]: {
        tags: [tag],
        operationId: `${method}:${path}`,
        summary,
        ...(open ? { security: [] } : {}),
        ...(parameters.length > 0 ? { parameters } : {}),
        ...(body ? { requestBody: { content: object } } : {}),
        responses: { 200: { description: summary, content }, ...problem },
      },
    }
  }
  return paths
}
