import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Scope } from '@saola/kernel'
import { type Actor, type Lang, serviceRef } from '@saola/sdk'
import type { Hono } from 'hono'

/** Who sends a request, and how that is known. A cookie comes along by itself, so it needs the same-origin check. */
export interface Identified {
  actor: Actor
  by: 'nothing' | 'cookie' | 'token'
}

/** The fields of a form; one that comes several times is a list of its values. */
export type FormValues = Record<string, string | string[]>

/** What a handler may know of a request besides the request itself: `c.env`. */
export interface Bindings extends Identified {
  /** Path below the prefix under which the handler is registered. */
  path: string
  /** Whole path, without the query. */
  fullPath: string
  lang: Lang
  requestId: string
  /** Address of the client, behind trusted proxies too. */
  address: string
  /** Scheme and host under which the client reached us. */
  origin: string
  /** Body that had to be read to find an Open311 `api_key` in it. */
  form?: FormValues
  incoming?: IncomingMessage
  outgoing?: ServerResponse
}

/** Types of every Hono sub-app that is registered here. */
export interface HttpEnv {
  Bindings: Bindings
  Variables: { actor: Actor; lang: Lang; requestId: string }
}

export interface RouteOptions {
  /** `/api/records`, `/healthz`: at most two parts. The sub-app's own paths begin below it. */
  prefix: string
  /**
   * `signed-in` (default): others get `sign-in-required`. `anyone`: also anonymous, the actor is known.
   * `nobody`: the actor is never looked up, for assets and probes.
   */
  access?: 'signed-in' | 'anyone' | 'nobody'
  /** Leaves out the Hono variables: the handlers of a hot path read `c.env`. */
  lean?: boolean
}

/** One answered request, for logs and metrics. */
export interface Answer {
  method: string
  /** The prefix or plugin that answered, never a path with ids in it: `/api/records`, `/api/x/air-quality`. */
  target: string
  path: string
  status: number
  /** Milliseconds until the answer was ready. */
  ms: number
  requestId: string
  /** Empty when the actor was not looked up. */
  actor: string
}

/** Where core features put their part of the HTTP surface. */
export interface HttpRegistry {
  route(app: Hono<HttpEnv>, options: RouteOptions, scope: Scope): void
  /** Answers what no prefix and no mount does: the web host. */
  fallback(app: Hono<HttpEnv>, scope: Scope): void
  /** Hears of every answer. */
  onAnswer(listener: (answer: Answer) => void, scope: Scope): void
  /** Aborts when the server begins to stop: streams end themselves, the rest is finished. */
  readonly draining: AbortSignal
}

export const httpRef = serviceRef<HttpRegistry>('core.http')
