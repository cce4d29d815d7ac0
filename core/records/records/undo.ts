import { Problem } from '@saola/kernel'
import type { AnyRecord, Revision } from '@saola/sdk'
import type { Model } from '../models/model.ts'
import type { Values } from './codec.ts'

/** How long somebody may take back a change of their own, milliseconds. */
export const UNDO_WITHIN = 10 * 60_000

/** Why a change stays: there is none of this person's, it is old, others went on from it, or it cannot be taken back. */
type Reason = 'none' | 'late' | 'changed' | 'final'

/** All revisions of a record, oldest first. */
export async function wholeHistory(page: (after: number) => Promise<Revision[]>): Promise<Revision[]> {
  const all: Revision[] = []
  for (;;) {
    const next = await page(all.at(-1)?.version ?? 0)
    if (next.length === 0) return all
    all.push(...next)
  }
}

/**
 * What the fields of somebody's own last change held before it. Modules may have answered to that change with one of
 * their own, such as a new deadline: that does not stand in the way as long as it left those fields alone.
 * Throws `undo-refused`.
 */
export function undoneValues(
  model: Model,
  record: AnyRecord,
  history: readonly Revision[],
  { actor, now }: { actor: string; now: number },
): Values {
  const at = history.findLastIndex((revision) => !revision.actor.startsWith('plugin:'))
  const mine = history[at]
  if (!mine || mine.kind !== 'update' || mine.actor !== actor) throw refused(model, record, 'none')
  if (now - Date.parse(mine.at) > UNDO_WITHIN) throw refused(model, record, 'late')
  const fields = Object.keys(mine.data ?? {})
  const touched = history
    .slice(at + 1)
    .some(({ data }) => fields.some((name) => Object.hasOwn(data ?? {}, name)))
  if (touched) throw refused(model, record, 'changed')
  const before: Values = Object.assign({}, ...history.slice(0, at).map(({ data }) => data ?? {}))
  const values = Object.fromEntries(fields.map((name) => [name, before[name] ?? null]))
  for (const { name, def } of model.own) {
    if (!Object.hasOwn(values, name)) continue
    const [from, to] = [values[name], record[name]]
    if (def?.type === 'status') {
      const steps = Object.values(def.transitions).filter(
        (step) => step.to === to && step.from.includes(String(from)),
      )
      if (from === null || (steps.length > 0 && steps.every(({ undo }) => undo === false)))
        throw refused(model, record, 'final')
    }
  }
  return values
}

function refused(model: Model, record: AnyRecord, reason: Reason): Problem {
  const why: Record<Reason, string> = {
    none: 'the last change is not yours',
    late: 'it was made more than ten minutes ago',
    changed: 'the same fields were changed since',
    final: 'it cannot be taken back',
  }
  return new Problem('undo-refused', 409, `The last change of ${record.id} stays: ${why[reason]}.`, {
    culprit: model.id,
    extra: { reason },
  })
}
