import type { AnyRecord, Json, ListQuery, Text } from '@saola/sdk'
import type { ErrorStateProps, FreshProps, LiveState, UiModel } from '@saola/sdk-web'
import { useConsole } from '../host/console.tsx'
import { fullModel, listHref } from '../records/address.ts'
import type { ConfiguredProps } from './types.ts'

type Filter = ListQuery['filter']

/** What every widget about records needs: its model, its filter, and how true it is, in the reader's words. */
export function useSubject(props: ConfiguredProps) {
  const { host, words } = useConsole()
  const model = () => fullModel(props.plugin, props.options.model)
  return {
    host,
    words,
    model,
    definition: (): UiModel | undefined => host.ui.models[model()],
    filter: () => filterOf(props.options.filter),
    /** Where the very records of a filter are listed, in an order, or with one of them open. */
    href: (filter: Filter, more: { record?: string; sort?: string } = {}) =>
      listHref(host.ui, model(), filter, more),
    fresh: (...lives: LiveState[]): FreshProps => {
      const times = lives.map(({ at }) => at)
      const at = times.includes(null) ? null : Math.min(...(times as number[]))
      const stale = lives.some((one) => one.stale)
      return {
        at,
        state: stale ? 'dead' : at === null ? 'late' : 'live',
        label: words().face.live.toLowerCase(),
      }
    },
    /** Only while there is nothing older to show. */
    failure: (live: LiveState, empty: boolean): ErrorStateProps | undefined =>
      live.error && empty
        ? {
            title: words().records.failed,
            stillWorks: problemWords(live.error.code, words().problem),
            onRetry: live.refresh,
          }
        : undefined,
  }
}

/** A problem in the reader's words; its code where there are none. */
export function problemWords(code: string, words: Readonly<Record<string, string>>): string {
  return words[code] ?? code
}

export function filterOf(value: Json | undefined): Filter {
  return value === undefined || value === null ? undefined : (value as NonNullable<Filter>)
}

/** All of them at once. */
export function allOf(...parts: Filter[]): Filter {
  const given = parts.filter((part): part is NonNullable<Filter> => part !== undefined)
  const [first, second, ...rest] = given
  return first !== undefined && second !== undefined ? { op: 'and', args: [first, second, ...rest] } : first
}

/** A whole number of an option, within what makes sense. */
export function wholeOf(value: Json | undefined, or: number, least: number, most: number): number {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(most, Math.max(least, Math.floor(value)))
    : or
}

/** A text with languages, as options hold it. */
export function textOf(value: unknown): Text | undefined {
  return typeof value === 'object' && value !== null && 'vi' in value ? (value as Text) : undefined
}

/** The small picture of the first file of a field; undefined when it has none. */
export function thumbnailOf(record: AnyRecord, field: Json | undefined): string | undefined {
  const files = typeof field === 'string' ? record[field] : undefined
  const [first] = Array.isArray(files) ? (files as unknown[]) : []
  if (typeof first !== 'object' || first === null || !('id' in first) || typeof first.id !== 'string')
    return undefined
  return `/api/files/${encodeURIComponent(first.id)}?variant=thumb`
}
