import type { Json, Lang } from '@saola/sdk'
import { type Accessor, createContext, useContext } from 'solid-js'
import type { RecordEvent, UiDocument } from './ui-document.ts'

/** A request to the centre. Paths are absolute, `/api/…`. */
export interface HostRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Record<string, string | number | boolean | undefined>
  body?: Json
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Lets the request outlive the page. */
  keepalive?: boolean
}

export interface HostReply<T> {
  status: number
  headers: Headers
  /** Null when the answer has no body. */
  body: T
}

/** Truth of the connection through which changes come. */
export interface StreamStatus {
  /** `cut`: what is shown may be old. */
  state: 'connecting' | 'open' | 'cut'
  /** Milliseconds since 1970 of the last sign of life; null when there never was one. */
  at: number | null
}

/** Somebody who wants to hear of changed records. */
export interface StreamListener {
  models: readonly string[]
  hear: (event: RecordEvent, model: string) => void
  /** Somebody wrote about a record, whose id is `record` in the event's data. */
  comment?: (event: RecordEvent, model: string) => void
  /** The stream is open again and may have missed something: read anew. */
  lost: () => void
}

/** The event stream that all tabs of a browser share. */
export interface LiveStream {
  status: Accessor<StreamStatus>
  /** Resolves `open` when the stream carries these models, or when it cannot be had for now. */
  follow(listener: StreamListener): { open: Promise<void>; stop: () => void }
}

/** What the host offers to widgets and pages through the hooks of this folder. */
export interface Host {
  lang: Accessor<Lang>
  ui: UiDocument
  /** Refuses with a `ProblemError` for any answer that is not 2xx. */
  request<T = Json>(path: string, request?: HostRequest): Promise<HostReply<T>>
  stream: LiveStream
  /** Goes to another place of the console without loading it anew. */
  navigate: (to: string) => void
  /** Milliseconds since 1970. */
  now: () => number
}

/** Given by the console around everything that it renders; tests give their own. */
export const HostContext = createContext<Host>()

/** The host around this component. Throws outside of one. */
export function useHost(): Host {
  const host = useContext(HostContext)
  if (!host) throw new Error('no host around this component: render it inside HostContext.Provider')
  return host
}
