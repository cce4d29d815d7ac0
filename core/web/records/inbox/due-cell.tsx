import type { AnyRecord } from '@saola/sdk'
import { DueBar, type UiModel, useFormat, useKit } from '@saola/sdk-web'
import { createMemo, Show } from 'solid-js'
import { useRecordWords } from '../words/words.ts'
import { dueOf, shortLength } from '../work/due.ts'
import type { InboxOptions } from '../work/options.ts'

export interface DueCellProps {
  record: AnyRecord
  model: UiModel | undefined
  due: InboxOptions['due']
}

/** A deadline in a column: how long still, and the bar of what is gone. */
export function DueCell(props: DueCellProps) {
  const words = useRecordWords()
  const kit = useKit()
  const format = useFormat()
  const now = kit.clock.follow()
  const minute = createMemo(() => Math.floor(now() / 15_000) * 15_000)
  const due = createMemo(() => dueOf(props.record, props.model, props.due, minute()))
  const label = () => {
    const { kind, left } = due()
    if (kind === 'left') return words().due.left(shortLength(left, words().due))
    if (kind === 'over') return words().due.over(shortLength(left, words().due))
    return words().due[kind]
  }
  return (
    <span class="due-cell" title={due().at && format.dateTime(due().at ?? '', 'exact')}>
      <span class={`num t-${due().tone}`}>{label()}</span>
      <Show when={due().kind !== 'none' && due().kind !== 'done'}>
        <DueBar share={due().share} tone={due().tone} />
      </Show>
    </span>
  )
}
