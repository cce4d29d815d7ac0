import type { Draft, DraftProblem } from './draft.ts'
import { readDraft, readDrafts, updateDraft } from './store.ts'

interface Token {
  token: string
  after: number
  for: number
  /** When it was asked for, milliseconds since 1970. */
  at: number
}

let kept: Promise<Token> | undefined

/** Asks for the form's token; called when the form opens, so that the time a person takes counts. */
export function openForm(): Promise<Token> {
  const old = kept
  kept = (async () => {
    const known = await old?.catch(() => undefined)
    if (known && Date.now() - known.at < known.for / 2) return known
    const at = Date.now()
    const answer = await asked('/api/forms/token')
    if (!answer.ok) throw new Later('server')
    return { ...((await answer.json()) as Omit<Token, 'at'>), at }
  })()
  return kept
}

/** It did not go now and may go later; nothing is known to be wrong with it. */
class Later extends Error {
  readonly held: Draft['held']

  constructor(held: Draft['held']) {
    super('later')
    this.held = held
  }
}

/** Milliseconds after which a request counts as lost: on a weak network nothing else would ever end it. */
const PATIENCE = 30_000
/** The same for a photo, at about 10 kB a second. */
const PATIENCE_PHOTO = 180_000

const asked = (path: string, init: RequestInit = {}, patience = PATIENCE) =>
  fetch(path, { ...init, signal: AbortSignal.timeout(patience) })

class Refused extends Error {
  readonly problem: DraftProblem

  constructor(problem: DraftProblem) {
    super(problem.code)
    this.problem = problem
  }
}

/**
 * Sends a draft, once among all pages and the worker, and keeps what came of it. Without a network, or when the
 * server cannot take it now, it waits; what the server refuses for good is kept with the reason.
 */
export async function sendDraft(id: string): Promise<Draft | undefined> {
  return alone(`saola-draft-${id}`, async () => {
    const draft = await readDraft(id)
    if (draft?.state !== 'waiting' && draft?.state !== 'sending') return draft
    let { changedAt } = draft
    const save = async (next: Draft) => {
      if (!(await updateDraft(next, changedAt))) throw new Changed()
      changedAt = next.changedAt
    }
    try {
      return await attempt(draft, save)
    } catch (error) {
      if (error instanceof Changed) return readDraft(id)
      throw error
    }
  })
}

/** The same for a draft that this device has no room for: it goes now, or what came of it says that it did not. */
export function sendUnkept(draft: Draft): Promise<Draft> {
  return alone(`saola-draft-${draft.id}`, () => attempt({ ...draft }, async () => {}))
}

/** A person took the draft back while it was on its way. */
class Changed extends Error {}

async function attempt(draft: Draft, save: (draft: Draft) => Promise<void>): Promise<Draft> {
  const put = async (change: Partial<Draft>) => {
    Object.assign(draft, change, { changedAt: Date.now() })
    await save(draft)
  }
  await put({ state: 'sending', problem: undefined, held: undefined })
  try {
    await put({ answer: await deliver(draft, () => save(draft)), state: 'sent', photos: [] })
  } catch (error) {
    if (error instanceof Changed) throw error
    if (error instanceof Refused) await put({ state: 'refused', problem: error.problem })
    else await put({ state: 'waiting', held: error instanceof Later ? error.held : 'network' })
  }
  return draft
}

/** One at a time among pages and the worker. Without HTTPS there are no locks; the key still makes it one report. */
function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { locks?: LockManager }
  return locks ? (locks.request(name, work) as Promise<T>) : work()
}

/** Sends everything that waits, one after another. True when nothing waits any more. */
export async function sendWaiting(): Promise<boolean> {
  for (const draft of await readDrafts()) {
    if (draft.state !== 'waiting' && draft.state !== 'sending') continue
    const after = await sendDraft(draft.id)
    if (after?.state === 'waiting') return false
  }
  return true
}

async function deliver(draft: Draft, keep: () => Promise<void>): Promise<unknown> {
  const token = await openForm()
  const early = token.at + token.after - Date.now()
  if (early > 0) await new Promise((resolve) => setTimeout(resolve, early + 100))
  for (const photo of draft.photos) {
    if (photo.id) continue
    photo.id = await upload(photo.blob, photo.name, token.token)
    await keep()
  }
  const photos = draft.photosAs ? { [draft.photosAs]: draft.photos.map(({ id }) => id) } : {}
  const body = { ...draft.values, ...photos, _form: { token: token.token, trap: draft.trap ?? '' } }
  const answer = await asked(`/api/x/${draft.plugin}${draft.route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': draft.id },
    body: JSON.stringify(body),
  })
  try {
    return await settled(answer)
  } catch (error) {
    // Uploads are kept for a day only; what waited longer brings its photos again.
    const stale = error instanceof Refused && ['file-unusable', 'file-missing'].includes(error.problem.code)
    if (!stale) throw error
    for (const photo of draft.photos) delete photo.id
    await keep()
    throw new Later('server')
  }
}

async function upload(blob: Blob, name: string, token: string): Promise<string> {
  const init = {
    method: 'POST',
    headers: { 'content-type': blob.type || 'application/octet-stream', 'x-form-token': token },
    body: blob,
  }
  const path = `/api/files/public?name=${encodeURIComponent(name)}`
  const answer = await asked(path, init, PATIENCE_PHOTO)
  return ((await settled(answer)) as { id: string }).id
}

async function settled(answer: Response): Promise<unknown> {
  const body = (await answer.json().catch(() => undefined)) as
    | (Partial<DraftProblem> & { errors?: unknown })
    | undefined
  if (answer.ok) return body
  const { code = `http-${answer.status}`, title = '', help } = body ?? {}
  if (code === 'form-token-invalid') kept = undefined
  const later = answer.status >= 500 || [408, 429].includes(answer.status) || code === 'form-token-invalid'
  if (later) throw new Later('server')
  const details = detailsOf(body?.errors, answer.headers.get('content-language') === 'en' ? 'en' : 'vi')
  throw new Refused({ code, title, help, ...(details.length > 0 ? { details } : {}) })
}

/** The values that do not fit, as problem documents name them. */
function detailsOf(errors: unknown, lang: 'vi' | 'en'): { field: string; text: string }[] {
  if (!Array.isArray(errors)) return []
  return (errors as { field?: string; pointer?: string; detail?: { vi?: string; en?: string } }[])
    .slice(0, 5)
    .map(({ field, pointer, detail }) => ({
      field: String(field ?? pointer?.split('/').filter(Boolean)[0] ?? ''),
      text: String(detail?.[lang] ?? detail?.vi ?? ''),
    }))
    .filter(({ text }) => text !== '')
}
