import { Readable } from 'node:stream'
import { Problem } from '@saola/kernel'
import type { Records } from '@saola/records'
import type { Actor } from '@saola/sdk'
import type { Context } from 'hono'
import type { HttpEnv } from '../http/refs.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import type { Door } from '../limits/index.ts'
import { type Files, LARGEST_FILE, tooLarge, type Upload } from './files.ts'
import { mayRead } from './may-read.ts'
import type { Variant } from './storage.ts'
import type { FileRow } from './table.ts'

/** Largest picture of a public form, bytes. */
export const LARGEST_PUBLIC = 15 * 1024 * 1024

export interface FilesApiOptions {
  files: Files
  records: () => Records
  /** Limits who uploads without an account. */
  publicDoor: Door
  /** Throws unless the token of a public form is valid. */
  checkForm: (token: string | undefined) => void
}

/** `/api/files`: uploads, and what records hold, by the rights of whoever asks. */
export function filesApi({ files, records, publicDoor, checkForm }: FilesApiOptions): SubApp {
  const app = subApp()

  app.post('/', async (c) => {
    const { actor } = c.env
    if (actor.kind === 'anonymous') {
      throw new Problem('sign-in-required', 401, 'This needs somebody who is signed in')
    }
    return c.json(await files.stage(upload(c, LARGEST_FILE, { owner: actor.id })), 201)
  })

  app.post('/public', async (c) => {
    publicDoor(c.env.address, 'files')
    checkForm(c.req.header('x-form-token'))
    return c.json(await files.stage(upload(c, LARGEST_PUBLIC, { owner: 'anonymous', only: 'image' })), 201)
  })

  app.get('/:id', async (c) => {
    const row = await files.find(c.req.param('id'))
    if (!row || !(await mayRead(records(), row, c.env.actor))) throw missing(c.req.param('id'))
    const variant = variantOf(c, row)
    const tag = `"${row.sha256.slice(0, 32)}-${variant}"`
    const headers = servedHeaders(row, tag, c.env.actor)
    if (c.req.header('if-none-match') === tag) return new Response(null, { status: 304, headers })
    const content = await files.open(row.id, variant)
    if (!content) throw missing(row.id)
    headers['content-length'] = String(content.size)
    if (c.req.method === 'HEAD') {
      content.stream.destroy()
      return new Response(null, { headers })
    }
    return new Response(Readable.toWeb(content.stream) as ReadableStream, { headers })
  })

  app.delete('/:id', async (c) => {
    const { actor } = c.env
    const gone = actor.kind !== 'anonymous' && (await files.discard(c.req.param('id'), actor.id))
    if (!gone) throw missing(c.req.param('id'))
    return new Response(null, { status: 204 })
  })
  return app
}

function upload(c: Context<HttpEnv>, limit: number, who: Pick<Upload, 'owner' | 'only'>): Upload {
  const declared = c.req.header('content-length')
  if (declared !== undefined && Number(declared) > limit) throw tooLarge(limit)
  const { body, signal } = c.req.raw
  return { ...who, name: c.req.query('name') ?? '', content: body, limit, signal }
}

function variantOf(c: Context<HttpEnv>, row: FileRow): Variant {
  if (row.kind === 'file') return 'file'
  const asked = c.req.query('variant') ?? 'large'
  if (asked === 'large' || asked === 'medium' || asked === 'thumb') return asked
  throw new Problem('query-invalid', 400, 'variant must be large, medium or thumb', { culprit: 'variant' })
}

function servedHeaders(row: FileRow, tag: string, actor: Actor): Record<string, string> {
  const how = row.kind === 'image' ? 'inline' : 'attachment'
  // What a person named a file may tell who they are: strangers get a name that says nothing.
  const name =
    actor.kind === 'anonymous' ? `${row.id.slice(0, 8)}${/\.\w+$/.exec(row.name)?.[0] ?? ''}` : row.name
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  return {
    'content-type': row.type,
    'content-disposition': `${how}; filename="${plain}"; filename*=UTF-8''${encodeRfc5987(name)}`,
    'cache-control': 'private, max-age=31536000, immutable',
    etag: tag,
  }
}

function encodeRfc5987(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** The same for what is not there and for what one may not see. */
function missing(id: string): Problem {
  return new Problem('file-missing', 404, `There is no file ${id.slice(0, 40)} that you may see`)
}
