import type { AnyRecord, Json } from '@saola/sdk'
import { recordsPath } from './address.ts'
import { useHost } from './host.ts'
import { type Maybe, read } from './live.ts'
import { useFullId } from './module.ts'

/** Writing records of a model; each call refuses with a `ProblemError`. */
export interface Writer<R> {
  create(values: Partial<R>): Promise<R>
  /** `ifVersion` refuses with `version-conflict` when somebody was faster. */
  update(id: string, values: Partial<R>, options?: { ifVersion?: number }): Promise<R>
  remove(id: string, options?: { ifVersion?: number; keepalive?: boolean }): Promise<void>
}

/** Creates, changes and deletes records as the person at the screen. */
export function useWriter<R extends AnyRecord = AnyRecord>(model: Maybe<string>): Writer<R> {
  const host = useHost()
  const fullId = useFullId()
  const path = (id?: string) => recordsPath(fullId(read(model)), id)
  return {
    create: async (values) =>
      (await host.request<R>(path(), { method: 'POST', body: values as { [field: string]: Json } })).body,
    update: async (id, values, options) =>
      (
        await host.request<R>(path(id), {
          method: 'PATCH',
          body: values as { [field: string]: Json },
          headers: ifMatch(options?.ifVersion),
        })
      ).body,
    remove: async (id, options) => {
      await host.request(path(id), {
        method: 'DELETE',
        headers: ifMatch(options?.ifVersion),
        keepalive: options?.keepalive,
      })
    },
  }
}

function ifMatch(version: number | undefined): Record<string, string> {
  return version === undefined ? {} : { 'if-match': `"${version}"` }
}
