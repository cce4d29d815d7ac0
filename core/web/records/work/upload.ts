import type { FileRef } from '@saola/sdk'
import { ProblemError } from '@saola/sdk-web'

/** Sends one file to the centre; a record can name it afterwards. Refuses with a `ProblemError`. */
export async function uploadFile(file: File, signal?: AbortSignal): Promise<FileRef> {
  let response: Response
  try {
    response = await fetch(`/api/files?name=${encodeURIComponent(file.name.slice(0, 200))}`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': file.type || 'application/octet-stream' },
      body: file,
      signal: signal ?? null,
      credentials: 'same-origin',
    })
  } catch (thrown) {
    if (signal?.aborted) throw thrown
    throw new ProblemError(0, { code: 'unreachable' })
  }
  const body: unknown = await response.json().catch(() => ({}))
  if (!response.ok) throw new ProblemError(response.status, body as Record<string, unknown>)
  return body as FileRef
}

/** Where a stored picture is, in one of its sizes. */
export function pictureUrl(id: string, variant: 'thumb' | 'medium' | 'large'): string {
  return `/api/files/${encodeURIComponent(id)}?variant=${variant}`
}
