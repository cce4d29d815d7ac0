import { defineFeature, type Feature, type Owner, type Scope } from '@saola/kernel'
import type { HttpReply, HttpRequestInit } from '@saola/sdk'
import { guardedFetch } from './fetch.ts'
import { type GuardOptions, guardedDispatcher } from './guard.ts'

/** Gives plugins `ctx.http`. */
export function fetchFeature(options: GuardOptions = {}): Feature {
  return defineFeature({
    id: 'core-fetch',
    name: { vi: 'Truy cập HTTP ra ngoài', en: 'Outgoing HTTP' },
    start: async (ctx) => {
      ctx.part('http', (owner, scope) => httpOf(owner, scope, options))
    },
  })
}

/** `ctx.http` of one owner; ends with its scope, and what is on its way then fails. */
export function httpOf(
  owner: Pick<Owner, 'id' | 'capabilities' | 'require'>,
  scope: Pick<Scope, 'add'>,
  options: GuardOptions = {},
): { fetch(url: string, init?: HttpRequestInit): Promise<HttpReply> } {
  const dispatcher = guardedDispatcher(owner, options)
  const off = new AbortController()
  scope.add(async () => {
    off.abort()
    await dispatcher.destroy()
  })
  return { fetch: (url, init) => guardedFetch(owner, dispatcher, off.signal, url, init) }
}
