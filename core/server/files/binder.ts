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

/**
 * Gives staged files to a record, inside its transaction. A file that somebody staged is theirs to use; one that
 * came through a public form is the plugin's whose form it was. A file belongs to one field of one record for good.
 */
export async function bindFiles(ids: readonly string[], target: BindTarget, tx: Sql): Promise<FileRef[]> {
  const refs: FileRef[] = []
  for (const id of ids) {
    const row = /^[0-9a-f]{32}$/.test(id) ? await find(tx, id) : undefined
    const why = row ? refusal(row, target) : 'does not exist or was removed'
    if (!row || why) throw unusable(id, why ?? '')
    if (row.state === 'staged') {
      const { changes } = await tx.run(
        `update core_file set state = 'bound', model = ?, record = ?, field = ? where id = ? and state = 'staged'`,
        [target.model, target.recordId, target.field, id],
      )
      if (changes === 0) throw unusable(id, 'belongs to another record')
    }
    refs.push(refOf(row))
  }
  return refs
}

function refusal(row: FileRow, { model, recordId, field, actor, kind }: BindTarget): string | undefined {
  if (kind === 'image' && row.kind !== 'image') return 'is not a picture'
  if (row.state === 'bound') {
    const here = row.model === model && row.record === recordId && row.field === field
    return here ? undefined : 'belongs to another record'
  }
  const plugin = `plugin:${model.split('.')[0]}`
  const mine = row.owner === actor || (row.owner === 'anonymous' && actor === plugin)
  return mine ? undefined : 'was uploaded by somebody else'
}

function unusable(id: string, why: string): Problem {
  const shown = id.slice(0, 40)
  return new Problem('file-unusable', 422, `The file ${shown} ${why}`, {
    culprit: shown,
    extra: { file: shown },
  })
}
