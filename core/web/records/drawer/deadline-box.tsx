import type { AnyRecord } from '@saola/sdk'
import { DueBar, Note, Skeleton, type UiModel, useFormat, useKit } from '@saola/sdk-web'
import { createMemo, createSignal, lazy, Show, Suspense } from 'solid-js'
import { useRecordWords } from '../words/words.ts'
import { dueOf } from '../work/due.ts'
import type { InboxOptions } from '../work/options.ts'

const DeadlineLines = lazy(() => import('./deadline-lines.tsx'))

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
  const [open, setOpen] = createSignal(false)
  const explanation = () => {
    const path = props.due?.explain?.replace('{id}', encodeURIComponent(props.record.id))
    return path && props.model?.plugin ? `/api/x/${props.model.plugin}${path}` : undefined
  }
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
        <Show when={explanation()}>
          {(path) => (
            <details class="due-how" onToggle={(event) => setOpen(event.currentTarget.open)}>
              <summary>{words().due.how}</summary>
              <Show when={open()}>
                <Suspense fallback={<Skeleton lines={4} />}>
                  <DeadlineLines path={path()} version={props.record.version} />
                </Suspense>
              </Show>
            </details>
          )}
        </Show>
      </div>
    </Show>
  )
}
