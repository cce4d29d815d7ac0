import type { AnyRecord, Json, Tone } from '@saola/sdk'
import { type ProblemError, recordsPath, toaster, toProblem, useHost, useWriter } from '@saola/sdk-web'
import { useWords } from '../../host/console.tsx'
import { problemWords } from '../../widgets/number.tsx'
import { useRecordWords } from '../words/words.ts'

/** A change of one record by the person at the screen. */
export interface Change {
  record: AnyRecord
  values: Record<string, Json>
  /** What was said along with it. */
  comment?: { text: string; visibility: 'internal' | 'public' } | undefined
  /** What was done, in the past, for the toast. */
  done: string
  /** False where the step cannot be taken back. */
  undo?: boolean | undefined
}

export interface Work {
  /** Writes only if nobody was faster; refuses with a `ProblemError`. Offers the way back for ten seconds. */
  change(change: Change): Promise<AnyRecord>
  comment(id: string, text: string, visibility: 'internal' | 'public'): Promise<void>
  /** Takes back what this person changed last in each; says what could not be taken back. */
  undo(ids: readonly string[]): Promise<void>
  /** Words for what went wrong. */
  explain(problem: ProblemError): string
}

/** The way back of each record: only that of the last change is one. */
const waysBack = new Map<string, number>()

/** Offers the way back of what was just done to some records, and takes away older ones of the same. */
export function offerUndo(
  ids: readonly string[],
  toast: { text: string; tone?: Tone },
  undo: (() => Promise<void>) | undefined,
): void {
  for (const id of ids) {
    const before = waysBack.get(id)
    if (before !== undefined) toaster.dismiss(before)
    waysBack.delete(id)
  }
  const shown = toaster.show(undo === undefined ? toast : { ...toast, undo })
  if (undo !== undefined) for (const id of ids) waysBack.set(id, shown)
}

/** What a person does with records of a model, wherever they look at them. */
export function useWork(model: () => string, onWritten: (record: AnyRecord) => void = () => {}): Work {
  const host = useHost()
  const words = useWords()
  const own = useRecordWords()
  const writer = useWriter(model)
  const explain = (problem: ProblemError) => problemWords(problem.code, words().problem)

  const work: Work = {
    change: async ({ record, values, comment, done, undo }) => {
      const after = await writer.update(record.id, values, { ifVersion: record.version })
      onWritten(after)
      offerUndo([record.id], { text: done }, undo === false ? undefined : () => work.undo([record.id]))
      const said = comment?.text.trim() ?? ''
      if (comment && said !== '') {
        // The step is taken: words that did not come along must not look as if it were not.
        await work.comment(record.id, said, comment.visibility).catch((thrown: unknown) => {
          const why = explain(toProblem(thrown))
          toaster.show({
            tone: 'crit',
            text: own().step.unsaid(why, said),
            duration: Number.POSITIVE_INFINITY,
          })
        })
      }
      return after
    },
    comment: async (id, text, visibility) => {
      await host.request(`${recordsPath(model(), id)}/comments`, {
        method: 'POST',
        body: { text, visibility },
      })
    },
    undo: async (ids) => {
      const failed: string[] = []
      for (const id of ids) {
        try {
          const { body } = await host.request<AnyRecord>(`${recordsPath(model(), id)}/undo`, {
            method: 'POST',
          })
          onWritten(body)
        } catch (thrown) {
          const problem = toProblem(thrown)
          failed.push(own().step.undoReason[String(problem.body.reason)] ?? explain(problem))
        }
      }
      const [first] = failed
      if (first === undefined) toaster.show({ text: own().step.undone })
      else toaster.show({ tone: 'crit', text: own().step.undoFailed(first) })
    },
    explain,
  }
  return work
}
