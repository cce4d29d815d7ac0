import type { AnyRecord } from '@saola/sdk'

/** The rows of an inbox by id, in the order in which they stand on the screen. */
export interface RowsState {
  /** What arrived since the list was read, the newest first, stands above all others. */
  readonly arrived: readonly string[]
  readonly read: readonly string[]
  /** Rows that changed so that they no longer belong here; they stay where they are until the list is read again. */
  readonly gone: ReadonlySet<string>
  /** Rows that would stand elsewhere now, or new ones that would stand among the others. */
  readonly loose: boolean
}

export const noRows: RowsState = { arrived: [], read: [], gone: new Set(), loose: false }

/** A page from the server comes after what is there; what is already shown is not shown twice. */
export function addPage(state: RowsState, ids: readonly string[]): RowsState {
  const shown = new Set([...state.arrived, ...state.read])
  return { ...state, read: [...state.read, ...ids.filter((id) => !shown.has(id))] }
}

export interface RowEvent {
  record: AnyRecord
  deleted: boolean
  /** It was made just now, as far as the event says. */
  created: boolean
}

/**
 * The rows after one record changed. Nothing that is on the screen moves or vanishes: a row that no longer belongs here
 * is marked, a new one goes to the top, and one that became part of the list somewhere that was not read yet comes with
 * its page.
 */
export function changeRows(
  state: RowsState,
  { record, deleted, created }: RowEvent,
  rules: {
    matches: (record: AnyRecord) => boolean
    complete: boolean
    moved: (record: AnyRecord) => boolean
  },
): RowsState {
  const { id } = record
  const here = state.read.includes(id) || state.arrived.includes(id)
  const belongs = !deleted && rules.matches(record)
  if (here) {
    const was = state.gone.has(id)
    const loose = state.loose || !belongs || rules.moved(record)
    if (was === !belongs) return loose === state.loose ? state : { ...state, loose }
    const gone = new Set(state.gone)
    if (belongs) gone.delete(id)
    else gone.add(id)
    return { ...state, gone, loose }
  }
  if (!belongs || !(created || rules.complete)) return state
  return { ...state, arrived: [id, ...state.arrived] }
}
