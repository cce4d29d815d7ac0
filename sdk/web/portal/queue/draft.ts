/** A photo of a draft; `id` once it has been uploaded. */
export interface DraftPhoto {
  name: string
  blob: Blob
  id?: string
}

/** Why a draft was refused, as the server said it. */
export interface DraftProblem {
  code: string
  title: string
  help?: string
  /** What is wrong with which value, where the server said it: `reporterPhone`, and a sentence. */
  details?: { field: string; text: string }[]
}

/**
 * `writing`: not asked to be sent. `waiting`: to be sent when it can be. `sending`: on its way, nothing is certain yet.
 * `sent`: the server has answered that it is kept. `refused`: the server has said no, and why.
 */
export type DraftState = 'writing' | 'waiting' | 'sending' | 'sent' | 'refused'

/** What a person has written into a public form, kept on their device until it has been sent. */
export interface Draft {
  /** Also the `Idempotency-Key`: however often it is sent, it is done once. */
  id: string
  plugin: string
  /** Path of the public route below `/api/x/<plugin>`. */
  route: string
  values: Record<string, unknown>
  /** Member of the body that gets the ids of the photos. */
  photosAs?: string
  photos: DraftPhoto[]
  state: DraftState
  /** Milliseconds since 1970. */
  changedAt: number
  /** Body of the answer, once sent. */
  answer?: unknown
  problem?: DraftProblem
  /** What it waits for: a network, or a server that was reached and could not take it then. */
  held?: 'network' | 'server'
  /** Field that people do not see; whoever fills it in is not a person. */
  trap?: string
}

/** Nobody else's id; also where the page came without HTTPS and `randomUUID` is missing. */
export function newDraftId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
