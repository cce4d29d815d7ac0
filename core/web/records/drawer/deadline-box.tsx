import type { AnyRecord } from '@saola/sdk'
import { DueBar, Note, type UiModel, useFormat, useKit } from '@saola/sdk-web'
import { createMemo, Show } from 'solid-js'
import { useRecordWords } from '../words/words.ts'
import { dueOf } from '../work/due.ts'
import type { InboxOptions } from '../work/options.ts'

/** The deadline of a record in one box: how long still, until when, and how it stands. */
export function DeadlineBox(props: {
  record: AnyRecord
  model: UiModel | undefined
  due: InboxOptions['due']
}) {
  const words = useRecordWords()
  const kit = useKit()
  const format = useFormat()
  const now = kit.clock.follow()
  const due = createMemo(() =>
    dueOf(props.record, props.model, props.due, Math.floor(now() / 15_000) * 15_000),
  )
  const title = () => {
    const { kind, left } = due()
    if (kind === 'left') return words().due.boxLeft(format.duration(left))
    if (kind === 'over') return words().due.boxOver(format.duration(left))
    return kind === 'paused' ? words().due.boxPaused : words().due.boxDone
  }
  return (
    <Show when={due().kind !== 'none'}>
      <div class="due-box">
        <Note tone={due().kind === 'done' ? 'ok' : due().tone} title={title()}>
          <Show when={due().at}>
            {(at) => (
              <time datetime={at()} title={format.dateTime(at(), 'exact')}>
                {words().due.at(format.dateTime(at(), 'weekday'))}
              </time>
            )}
          </Show>
        </Note>
        <Show when={due().kind !== 'done'}>
          <DueBar share={due().share} tone={due().tone} />
        </Show>
      </div>
    </Show>
  )
}
