import { Problem } from '@saola/kernel'
import type { Sql } from '@saola/records'
import type { FileRef } from '@saola/sdk'
import { find, refOf } from './files.ts'
import type { FileRow } from './table.ts'

export interface BindTarget {
  model: string
  recordId: string
  field: string
  /** Id of who writes the record. */
  actor: string
  /** `image` fields take pictures only. */
  kind: 'image' | 'file'
}

/** The same whatever the reason is: a refusal does not tell which files there are. */
const NOT_THEIRS = 'does not exist, or is not yours to use'

/**
 * Gives staged files to a record, inside its transaction. A file that somebody staged is theirs to use; one that
 * came through a public form is the plugin's whose form it was. A file belongs to one field of one record for good.
 */
export async function bindFiles(ids: readonly string[], target: BindTarget, tx: Sql): Promise<FileRef[]> {
  const refs: FileRef[] = []
  for (const id of ids) {
    const row = /^[0-9a-f]{32}$/.test(id) ? await find(tx, id) : undefined
    if (!row || !isTheirs(row, target)) throw unusable(id, NOT_THEIRS)
    if (target.kind === 'image' && row.kind !== 'image') throw unusable(id, 'is not a picture')
    if (row.state === 'staged') {
      const { changes } = await tx.run(
        `update core_file set state = 'bound', model = ?, record = ?, field = ? where id = ? and state = 'staged'`,
        [target.model, target.recordId, target.field, id],
      )
      if (changes === 0) throw unusable(id, NOT_THEIRS)
    }
    refs.push(refOf(row))
  }
  return refs
}

function isTheirs(row: FileRow, { model, recordId, field, actor }: BindTarget): boolean {
  if (row.state === 'bound') return row.model === model && row.record === recordId && row.field === field
  const plugin = `plugin:${model.split('.')[0]}`
  return row.owner === actor || (row.owner === 'anonymous' && actor === plugin)
}

function unusable(id: string, why: string): Problem {
  const shown = id.slice(0, 40)
  return new Problem('file-unusable', 422, `The file ${shown} ${why}`, {
    culprit: shown,
    extra: { file: shown },
  })
}
