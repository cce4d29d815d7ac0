import { open } from 'node:fs/promises'
import { Problem } from '@saola/kernel'
import { fileTypeFromBuffer } from 'file-type'

export type Kind = 'image' | 'file'

export interface ContentType {
  kind: Kind
  type: string
  extension: string
}

/** What is taken, by content. What is not named here is refused, whatever its name says. */
const TAKEN: Record<string, Omit<ContentType, 'type'>> = {
  'image/jpeg': { kind: 'image', extension: 'jpg' },
  'image/png': { kind: 'image', extension: 'png' },
  'image/webp': { kind: 'image', extension: 'webp' },
  'image/avif': { kind: 'image', extension: 'avif' },
  'application/pdf': { kind: 'file', extension: 'pdf' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    kind: 'file',
    extension: 'docx',
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { kind: 'file', extension: 'xlsx' },
  'application/vnd.oasis.opendocument.text': { kind: 'file', extension: 'odt' },
  'application/vnd.oasis.opendocument.spreadsheet': { kind: 'file', extension: 'ods' },
}
const HEAD = 64 * 1024

/** The type of a file by its first bytes. Throws `image-unsupported` or `file-type-unsupported`. */
export async function contentTypeOf(path: string, only?: Kind): Promise<ContentType> {
  const found = await fileTypeFromBuffer(await headOf(path))
  const taken = found && Object.hasOwn(TAKEN, found.mime) ? TAKEN[found.mime] : undefined
  if (found && taken && (only === undefined || taken.kind === only)) return { ...taken, type: found.mime }
  if (found?.mime.startsWith('image/')) throw imageUnsupported(found.mime)
  const what = only === 'image' ? 'a JPEG, PNG, WebP or AVIF picture' : 'a picture, PDF or office document'
  throw new Problem(
    'file-type-unsupported',
    415,
    found ? `${found.mime} is not taken here: send ${what}` : `The content is not ${what}`,
    {
      extra: { found: found?.mime ?? null },
    },
  )
}

function imageUnsupported(type: string): Problem {
  const isHeic = /hei[cf]/.test(type)
  const detail = isHeic
    ? 'HEIC pictures cannot be read here. Send it as JPEG: on an iPhone choose Settings, Camera, Formats, Most Compatible.'
    : `${type} pictures cannot be read here: send JPEG, PNG or WebP`
  return new Problem('image-unsupported', 415, detail, { extra: { found: type } })
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD), 0, HEAD, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
