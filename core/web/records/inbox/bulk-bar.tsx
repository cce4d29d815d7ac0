import type { AnyRecord, Json } from '@saola/sdk'
import {
  Button,
  MenuButton,
  type MenuItem,
  toProblem,
  type UiModel,
  useFormat,
  useText,
  useWriter,
} from '@saola/sdk-web'
import { createSignal, Show } from 'solid-js'
import { type Asked, StepForm } from '../drawer/step-form.tsx'
import { useRecordWords } from '../words/words.ts'
import { type InboxOptions, partsOf } from '../work/options.ts'
import { assignStep, commonSteps, type Step } from '../work/steps.ts'
import { offerUndo, type Work } from '../work/work.ts'

export interface BulkBarProps {
  id: string
  model: UiModel
  /** The ticked records. */
  records: readonly AnyRecord[]
  options: InboxOptions
  work: Work
  onWritten: (record: AnyRecord) => void
  onDone: () => void
  keys?: (keys: { assign: () => void }) => void
}

interface Doing {
  title: string
  step: Step | undefined
  fields: string[]
}

/** One act on many records: only steps that every one of them allows. */
export function BulkBar(props: BulkBarProps) {
  const words = useRecordWords()
  const text = useText()
  const format = useFormat()
  const writer = useWriter(() => props.id)
  const [doing, setDoing] = createSignal<Doing>()
  const [busy, setBusy] = createSignal(false)
  const steps = () => (props.model.can.includes('update') ? commonSteps(props.model, props.records) : [])
  const begin = (step: Step) => {
    const fields = step.needs ?? []
    const what = { title: text(step.label), step, fields }
    if (fields.length > 0) setDoing(what)
    else void run(what, { values: {}, comment: undefined })
  }
  const assign = () => {
    const step = assignStep(steps())
    if (step) begin(step)
    else if (props.model.can.includes('assign'))
      setDoing({ title: words().step.assign, step: undefined, fields: ['unit'] })
  }
  props.keys?.({ assign })

  const run = async ({ title, step }: Doing, asked: Asked) => {
    const { status } = partsOf(props.model)
    const values: Record<string, Json> = {
      ...asked.values,
      ...(step && status ? { [status.name]: step.to } : {}),
    }
    const done: string[] = []
    let failed = 0
    let why = ''
    setBusy(true)
    // One after the other: each is a change of its own, with its own history.
    for (const record of props.records.map((one) => ({ ...one }))) {
      try {
        props.onWritten(await writer.update(record.id, values, { ifVersion: record.version }))
        done.push(record.id)
      } catch (thrown) {
        failed += 1
        why = props.work.explain(toProblem(thrown))
      }
    }
    setBusy(false)
    setDoing(undefined)
    const undo = step?.undo === false || done.length === 0 ? undefined : () => props.work.undo(done)
    const count = format.number(done.length)
    if (failed === 0) offerUndo(done, { text: words().pick.moved(count, title) }, undo)
    else
      offerUndo(
        done,
        { tone: 'crit', text: `${words().pick.some(count, format.number(failed))}: ${why}` },
        undo,
      )
    if (failed === 0) props.onDone()
  }
  const menu = (): MenuItem[] =>
    steps().length === 0
      ? [{ label: words().pick.none, disabled: true }]
      : steps().map((step) => ({ label: text(step.label), onSelect: () => begin(step) }))
  return (
    <section class="bulk" aria-label={words().pick.chosen(format.number(props.records.length))}>
      <Show
        when={doing()}
        keyed
        fallback={
          <div class="line" data-wrap="">
            <b role="status">{words().pick.chosen(format.number(props.records.length))}</b>
            <Show when={assignStep(steps()) || props.model.can.includes('assign')}>
              <Button size="sm" kbd="A" busy={busy()} onClick={assign}>
                {words().step.assign}
              </Button>
            </Show>
            <MenuButton label={words().pick.status} size="sm" items={menu()} disabled={busy()} />
            <span class="push" />
            <Button size="sm" kind="quiet" onClick={() => props.onDone()}>
              {words().pick.clear}
            </Button>
          </div>
        }
      >
        {(what) => (
          <StepForm
            model={props.model}
            record={undefined}
            title={what.title}
            step={what.step}
            fields={what.fields}
            options={undefined}
            work={props.work}
            onTake={(asked) => run(what, asked)}
            onCancel={() => setDoing(undefined)}
          />
        )}
      </Show>
    </section>
  )
}
