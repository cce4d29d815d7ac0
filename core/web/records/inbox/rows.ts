import { isMoving } from '@saola/cql2'
import type { AnyRecord, ListQuery, RecordPage } from '@saola/sdk'
import {
  listParams,
  listRule,
  type ProblemError,
  type RecordEvent,
  recordsPath,
  toProblem,
  useHost,
} from '@saola/sdk-web'
import {
  type Accessor,
  batch,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  type Signal,
  untrack,
} from 'solid-js'
import { addPage, changeRows, noRows, type RowsState } from './rows-state.ts'

/** A long live list: read page by page as far as it is looked at, and never moving under the reader's pointer. */
export interface InboxRows {
  /** Ids in the order of the screen, as far as they were read. */
  ids: Accessor<readonly string[]>
  get: (id: string) => AnyRecord | undefined
  isGone: (id: string) => boolean
  /** How many rows at the top came since the list was read. */
  arrived: Accessor<number>
  /** When the last of them came, milliseconds since 1970. */
  arrivedAt: Accessor<number | null>
  /** Exact number of all that match; undefined until it is known. */
  total: Accessor<number | undefined>
  /** Some rows would stand elsewhere if the list were read again. */
  loose: Accessor<boolean>
  loading: Accessor<boolean>
  error: Accessor<ProblemError | undefined>
  stale: Accessor<boolean>
  at: Accessor<number | null>
  /** Reads on until this many rows are there. */
  want: (count: number) => void
  /** A record that was just written here: no need to wait for its event. */
  put: (record: AnyRecord) => void
  /** Reads the list anew, in its order. */
  settle: () => void
}

const PAGE = 100
const LARGE_PAGE = 500

export function useInboxRows(model: Accessor<string>, query: Accessor<ListQuery>): InboxRows {
  const host = useHost()
  const known = createMemo(() => host.ui.models[model()] !== undefined)
  const asked = createMemo(() => JSON.stringify(query()))
  const [rows, setRows] = createSignal<RowsState>(noRows)
  const [total, setTotal] = createSignal<number>()
  const [loaded, setLoaded] = createSignal(false)
  const [error, setError] = createSignal<ProblemError>()
  const [at, setAt] = createSignal<number | null>(null)
  const [arrivedAt, setArrivedAt] = createSignal<number | null>(null)
  const ids = createMemo(() => [...rows().arrived, ...rows().read])
  const records = new Map<string, Signal<AnyRecord | undefined>>()
  const cell = (id: string) => {
    let found = records.get(id)
    if (!found) {
      found = createSignal<AnyRecord | undefined>(undefined, { equals: false })
      records.set(id, found)
    }
    return found
  }
  const keep = (record: AnyRecord): boolean => {
    const [read, write] = cell(record.id)
    const before = untrack(read)
    if (before && before.version >= record.version) return false
    write(() => record)
    return true
  }
  let want = (_: number) => {}
  let settle = () => {}
  let hear = (_: AnyRecord, __: { deleted: boolean; created: boolean }) => {}

  createEffect(
    on([model, asked, known], ([current, text, there]) => {
      const abort = new AbortController()
      onCleanup(() => abort.abort())
      batch(() => {
        setRows(noRows)
        setTotal(undefined)
        setLoaded(false)
        setError(undefined)
        setArrivedAt(null)
        records.clear()
      })
      if (!there) return
      const wanted = JSON.parse(text) as ListQuery
      const definition = untrack(() => host.ui.models[current])
      const rule = () => listRule(wanted, definition, host.now())
      const sorted = (wanted.sort ?? []).map(({ field }) => field)
      let next: string | null = null
      let complete = false
      let target = PAGE
      let running: Promise<void> | undefined

      const page = async (part: Partial<ListQuery>) => {
        const reply = await host.request<RecordPage<AnyRecord>>(recordsPath(current), {
          query: listParams({ ...wanted, ...part }),
          signal: abort.signal,
        })
        return reply.body
      }
      const take = (items: readonly AnyRecord[], state: RowsState, cursor: string | null) => {
        for (const record of items) keep(record)
        next = cursor
        complete = cursor === null
        setRows(
          addPage(
            state,
            items.map(({ id }) => id),
          ),
        )
      }
      const guarded = async (work: () => Promise<void>) => {
        try {
          await work()
          setError(undefined)
        } catch (thrown) {
          if (!abort.signal.aborted) setError(toProblem(thrown))
        }
      }
      const first = () =>
        guarded(async () => {
          const length = Math.min(LARGE_PAGE, Math.max(PAGE, untrack(rows).read.length))
          const answer = await page({ limit: length, count: true })
          batch(() => {
            take(answer.items, noRows, answer.next)
            setTotal(answer.count)
            setLoaded(true)
            setAt(host.now())
          })
          readOn()
        })
      const readOn = () => {
        const missing = () => target - untrack(ids).length
        if (running || complete || next === null || missing() <= 0) return
        running = guarded(async () => {
          while (!abort.signal.aborted && next !== null && missing() > 0) {
            const limit = missing() > 2 * PAGE ? LARGE_PAGE : PAGE
            const answer = await page({ limit, cursor: next })
            batch(() => take(answer.items, untrack(rows), answer.next))
          }
        }).finally(() => {
          running = undefined
        })
      }
      let counting: ReturnType<typeof setTimeout> | undefined
      const count = () => {
        counting ??= setTimeout(() => {
          counting = undefined
          void guarded(async () => {
            const answer = await page({ limit: 1, count: true, fields: ['id'] })
            // Time alone may have brought rows, or taken some away.
            const before = untrack(total)
            if (ticked && before !== answer.count) setRows((state) => ({ ...state, loose: true }))
            ticked = false
            setTotal(answer.count)
          })
        }, 400)
      }
      let ticked = false
      const clock = isMoving(wanted.filter)
        ? setInterval(() => {
            ticked = true
            count()
          }, 60_000)
        : undefined
      hear = (record, { deleted, created }) => {
        if (!untrack(loaded)) return
        const before = untrack(cell(record.id)[0])
        const moved = (after: AnyRecord) =>
          before !== undefined && sorted.some((field) => before[field] !== after[field])
        if (!deleted && before && before.version >= record.version) return
        batch(() => {
          const state = untrack(rows)
          const { matches } = rule()
          const after = changeRows(state, { record, deleted, created }, { matches, complete, moved })
          if (after.arrived.length > state.arrived.length) setArrivedAt(host.now())
          if (after !== state) setRows(after)
          if (!deleted && (before || after.arrived.length > state.arrived.length)) keep(record)
          setAt(host.now())
        })
        count()
      }
      want = (length) => {
        target = Math.max(PAGE, length)
        readOn()
      }
      settle = () => {
        void first()
      }
      const stream = host.stream.follow({
        models: [current],
        hear: (event) => {
          const data = event.data as unknown as AnyRecord | null
          if (typeof data?.id === 'string') hear(data, kindOf(event))
        },
        lost: () => void first(),
      })
      void stream.open.then(() => {
        if (!abort.signal.aborted) void first()
      })
      onCleanup(() => {
        clearTimeout(counting)
        clearInterval(clock)
        stream.stop()
      })
    }),
  )

  return {
    ids,
    get: (id) => cell(id)[0](),
    isGone: (id) => rows().gone.has(id),
    arrived: () => rows().arrived.length,
    arrivedAt,
    total,
    loose: () => rows().loose,
    loading: () => !loaded() && error() === undefined,
    error,
    stale: () => error() !== undefined || host.stream.status().state === 'cut',
    at: () => {
      const [read, stream] = [at(), host.stream.status().at]
      return read === null || stream === null ? read : Math.max(read, stream)
    },
    want: (length) => want(length),
    put: (record) => hear(record, { deleted: false, created: false }),
    settle: () => settle(),
  }
}

function kindOf(event: RecordEvent): { deleted: boolean; created: boolean } {
  return { deleted: event.type.endsWith('.deleted'), created: event.type.endsWith('.created') }
}
