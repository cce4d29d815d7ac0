import type { Lang } from '@saola/sdk'

type Tree = Record<string, unknown>

const object = { 'application/json': { schema: { type: 'object' } } }
const bytes = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
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
  /** Names of optional query parameters. */
  query?: string[]
  /** The body is the file itself. */
  upload?: boolean
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
  {
    method: 'post',
    path: '/api/files',
    tag: 'files',
    vi: 'Tải tệp lên; bản ghi nhận tệp theo mã',
    en: 'Upload a file, for a record to take by its id',
    status: 201,
    upload: true,
  },
  {
    method: 'post',
    path: '/api/files/public',
    tag: 'files',
    vi: 'Tải ảnh lên từ biểu mẫu công khai, với x-form-token',
    en: 'Upload a picture from a public form, with x-form-token',
    status: 201,
    open: true,
    upload: true,
  },
  {
    method: 'get',
    path: '/api/files/{id}',
    tag: 'files',
    vi: 'Nội dung tệp; ảnh có large, medium, thumb',
    en: 'Content of a file; pictures as large, medium, thumb',
    media: 'application/octet-stream',
    open: true,
  },
  {
    method: 'delete',
    path: '/api/files/{id}',
    tag: 'files',
    vi: 'Bỏ tệp chưa thuộc bản ghi nào',
    en: 'Remove a file that no record has',
    status: 204,
  },
  {
    method: 'get',
    path: '/api/forms/token',
    tag: 'files',
    vi: 'Mã của biểu mẫu công khai',
    en: 'Token of a public form',
    open: true,
  },
  {
    method: 'get',
    path: '/api/rights/explain',
    tag: 'core',
    vi: 'Vai trò và điều kiện nào quyết định một quyền',
    en: 'Which role and which condition decide a permission',
    query: ['model', 'id', 'permission', 'user'],
  },
  {
    method: 'get',
    path: '/api/units',
    tag: 'units',
    vi: 'Cây đơn vị; tìm theo text, search hoặc point',
    en: 'The organisation tree; found by text, search or point',
    open: true,
    query: ['text', 'search', 'point', 'at', 'parent', 'kind'],
  },
  {
    method: 'get',
    path: '/api/units/{id}',
    tag: 'units',
    vi: 'Một đơn vị, với tên cũ và địa bàn',
    en: 'One unit, with its former names and its area',
    open: true,
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
  {
    method: 'post',
    path: '/api/config/{kind}/{id}/plan',
    tag: 'config',
    vi: 'Kế hoạch: việc ghi tài liệu này sẽ làm gì, không thay đổi gì',
    en: 'Plan: what writing this document would do; changes nothing',
    body: true,
  },
  {
    method: 'get',
    path: '/api/config/{kind}/{id}/history',
    tag: 'config',
    vi: 'Các phiên bản của tài liệu cấu hình',
    en: 'Revisions of a configuration document',
  },
  {
    method: 'get',
    path: '/api/config/models/{id}/shape',
    tag: 'config',
    vi: 'Một mô hình dữ liệu để sửa: trường, trường đã cất, nơi dùng',
    en: 'A model to be changed: its fields, archived fields, who uses them',
  },
]

/** Paths that are there whatever modules are on. */
export function corePaths(lang: Lang): Tree {
  const paths: Record<string, Tree> = {}
  for (const { method, path, tag, vi, en, status = 200, media, open, body, upload, query = [] } of CORE) {
    const summary = lang === 'en' ? en : vi
    const string = { type: 'string' }
    const parameters = [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: string,
      })),
      ...query.map((name) => ({ name, in: 'query', schema: string })),
    ]
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
        ...(upload ? { requestBody: { required: true, content: bytes } } : {}),
        responses: { [status]: { description: summary, ...(status === 204 ? {} : { content }) }, ...problem },
      },
    }
  }
  return paths
}
