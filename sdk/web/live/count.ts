import type { ListQuery } from '@saola/sdk'
import { type LiveState, type Maybe, read } from './live.ts'
import { useRecords } from './records.ts'

/** A live number of records. */
export interface LiveCount extends LiveState {
  readonly count: number | undefined
}

/** How many records match, counted by the server again whenever one of the model changes. */
export function useCount(model: Maybe<string>, filter: Maybe<ListQuery['filter']> = undefined): LiveCount {
  const list = useRecords(model, () => ({ filter: read(filter), limit: 1, count: true, fields: ['id'] }))
  return {
    get count() {
      return list.count
    },
    get loading() {
      return list.loading
    },
    get error() {
      return list.error
    },
    get stale() {
      return list.stale
    },
    get at() {
      return list.at
    },
    refresh: list.refresh,
  }
}
