import type { AnyRecord, Comment } from '@saola/sdk'
import type { Step } from '../db/db.ts'
import type { Values } from './codec.ts'

/** One change of the past: what it set, when and by whom (an actor id). */
export interface PastChange {
  /** ISO 8601, UTC. */
  at: string
  by: string
  values: Values
}

export interface PastComment {
  at: string
  by: string
  text: string
  visibility: Comment['visibility']
}

/** How a record that is made now came to what it is: what it began as, then its changes, oldest first. */
export interface Past {
  made: PastChange
  changes: readonly PastChange[]
  comments: readonly PastComment[]
}

/** Values with all the changes made. */
export function after(values: Values, { made, changes }: Past): Values {
  return Object.assign({}, values, made.values, ...changes.map((change) => change.values))
}

export function lifeOf({ made, changes }: Past) {
  return { made, last: changes.at(-1), version: changes.length + 1 }
}

/** The record as it began: what changed later is as `made` says, else empty. */
export function began(record: AnyRecord, { made, changes }: Past): AnyRecord {
  const later = changes.flatMap((change) => Object.keys(change.values).map((name) => [name, null] as const))
  const system = { version: 1, updatedAt: record.createdAt, updatedBy: record.createdBy }
  return { ...record, ...Object.fromEntries(later), ...made.values, ...system }
}

/** The revisions after the first, and the comments. `bound` are fields of files: revisions hold them as the record. */
export function pastSteps(
  model: string,
  record: AnyRecord,
  past: Past,
  bound: readonly string[],
  newId: () => string,
): Step[] {
  const revisions = past.changes.map(({ at, by, values }, index): Step => {
    const files = bound.filter((name) => Object.hasOwn(values, name)).map((name) => [name, record[name]])
    const data = JSON.stringify({ ...values, ...Object.fromEntries(files) })
    return {
      sql: 'insert into record_revision (record, version, model, actor, at, kind, data) values (?, ?, ?, ?, ?, ?, ?)',
      params: [record.id, index + 2, model, by, at, 'update', data],
    }
  })
  const comments = past.comments.map(
    ({ at, by, text, visibility }): Step => ({
      sql: 'insert into record_comment (model, record, id, text, visibility, at, actor) values (?, ?, ?, ?, ?, ?, ?)',
      params: [model, record.id, newId(), text, visibility, at, by],
    }),
  )
  return [...revisions, ...comments]
}
