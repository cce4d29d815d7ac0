import type { AnyRecord, Json } from '@saola/sdk'
import {
  Button,
  MenuButton,
  type MenuItem,
  Note,
  type ProblemError,
  recordsPath,
  toProblem,
  type UiModel,
  useHost,
  useText,
  useUnitName,
} from '@saola/sdk-web'
import { Check, UserCheck } from 'lucide-solid'
import { createEffect, createSignal, Match, on, Show, Switch } from 'solid-js'
import { useRecordWords } from '../words/words.ts'
import { type InboxOptions, partsOf } from '../work/options.ts'
import { assignStep, openSteps, type Step } from '../work/steps.ts'
import type { Work } from '../work/work.ts'
import { type Asked, StepForm } from './step-form.tsx'
import { type NamedRevision, storyOf } from './story.ts'

/** What the keys do in the drawer of a record. */
export interface StepKeys {
  assign: () => void
  next: () => void
}

export interface StepBarProps {
  id: string
  model: UiModel
  record: AnyRecord
  name: string
  options: InboxOptions
  work: Work
  /** Further acts in the menu: change fields, delete. */
  more: readonly MenuItem[]
  keys?: (keys: StepKeys) => void
}

interface Doing {
  title: string
  step: Step | undefined
  fields: string[]
}

interface Conflict {
  who: string
  what: string
  /** Undefined where the step is not open any more. */
  again: (() => void) | undefined
}

/** The steps of a record: the next sensible one, then the others; what a step needs is asked for in place. */
export function StepBar(props: StepBarProps) {
  const host = useHost()
  const words = useRecordWords()
  const text = useText()
  const unitName = useUnitName()
  const [doing, setDoing] = createSignal<Doing>()
  const [busy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal<string>()
  const [conflict, setConflict] = createSignal<Conflict>()
  createEffect(
    on(
      () => props.record.id,
      () => {
        setDoing(undefined)
        setConflict(undefined)
        setFailed(undefined)
      },
    ),
  )
  const steps = () => (props.model.can.includes('update') ? openSteps(props.model, props.record) : [])
  const status = () => partsOf(props.model).status
  const fieldsOf = (step: Step) => [
    ...new Set([
      ...(step.needs ?? []),
      ...Object.keys(step.fills ?? {}),
      ...(props.options.steps[step.name]?.fields ?? []),
    ]),
  ]
  const begin = (step: Step) => {
    setFailed(undefined)
    setConflict(undefined)
    const fields = fieldsOf(step)
    const asks = fields.length > 0 || props.options.steps[step.name]?.comment !== undefined
    if (asks) setDoing({ title: text(step.label), step, fields })
    else
      void take({ title: text(step.label), step, fields }, { values: {}, comment: undefined }).catch(() => {})
  }
  const assign = () => {
    const step = assignStep(steps())
    if (step) begin(step)
    else if (props.model.can.includes('assign'))
      setDoing({ title: words().step.assign, step: undefined, fields: ['unit'] })
  }
  const mayAssign = () => assignStep(steps()) !== undefined || props.model.can.includes('assign')

  const take = async (what: Doing, asked: Asked): Promise<void> => {
    const { step } = what
    const field = status()
    const values: Record<string, Json> = {
      ...asked.values,
      ...(step && field ? { [field.name]: step.to } : {}),
    }
    if (Object.keys(values).length === 0) return void setDoing(undefined)
    const base = { ...props.record }
    const unit = asked.values.unit
    setBusy(true)
    setFailed(undefined)
    try {
      await props.work.change({
        record: base,
        values,
        comment: asked.comment,
        done:
          step === undefined && typeof unit === 'string'
            ? words().step.assigned(unitName(unit))
            : words().step.done(what.title, props.name),
        undo: step?.undo,
      })
      setDoing(undefined)
      setConflict(undefined)
    } catch (thrown) {
      const problem = toProblem(thrown)
      if (problem.code === 'version-conflict') {
        await meet(base, what, asked)
        return
      }
      if (doing()) throw problem
      setFailed(explain(problem))
    } finally {
      setBusy(false)
    }
  }
  const explain = (problem: ProblemError) =>
    problem.code === 'transition-refused' ? words().step.notAllowed : props.work.explain(problem)

  /** Somebody was faster: say who changed what, and let the person decide. */
  const meet = async (base: AnyRecord, what: Doing, asked: Asked) => {
    const path = recordsPath(props.id, base.id)
    const [{ body: newest }, { body: history }] = await Promise.all([
      host.request<AnyRecord>(path),
      host.request<{ items: NamedRevision[] }>(`${path}/revisions`, { query: { after: base.version } }),
    ])
    const last = history.items.at(-1)
    const [change] = storyOf(props.model, history.items.slice(-1), [])
    const deeds = change?.kind === 'change' ? change.deeds : []
    const labels = deeds.flatMap((deed) => {
      if (deed.kind === 'step' || deed.kind === 'state') return [text(deed.label)]
      if (deed.kind === 'unit') return deed.unit === null ? [] : [unitName(deed.unit)]
      return 'field' in deed ? [text(deed.field.label)] : []
    })
    const open =
      what.step === undefined || openSteps(props.model, newest).some(({ name }) => name === what.step?.name)
    setDoing(undefined)
    setConflict({
      who: last?.byName ?? words().step.somebody,
      what: labels.join(', '),
      again: open
        ? () => {
            setConflict(undefined)
            void take(what, asked).catch((thrown: unknown) => setFailed(explain(toProblem(thrown))))
          }
        : undefined,
    })
  }
  props.keys?.({
    assign,
    next: () => {
      const [first] = steps()
      if (first) begin(first)
    },
  })

  const menu = (): MenuItem[] => {
    const [, , ...rest] = steps()
    return [
      ...rest.map((step) => ({ label: text(step.label), onSelect: () => begin(step) })),
      ...(mayAssign() && assignStep(steps()) === undefined
        ? [
            {
              label: words().step.assign,
              icon: UserCheck,
              kbd: 'A',
              apart: rest.length > 0,
              onSelect: assign,
            },
          ]
        : []),
      ...props.more.map((item, at) => (at === 0 ? { ...item, apart: rest.length > 0 } : item)),
    ]
  }
  return (
    <div class="step-bar">
      <Show when={conflict()}>
        {(met) => (
          <Note
            tone="warn"
            role="alert"
            title={words().step.conflict(met().who)}
            action={
              <div class="line">
                <Show when={met().again}>
                  {(again) => (
                    <Button size="sm" onClick={() => again()()}>
                      {words().step.again}
                    </Button>
                  )}
                </Show>
                <Button size="sm" kind="quiet" onClick={() => setConflict(undefined)}>
                  {words().step.drop}
                </Button>
              </div>
            }
          >
            {met().what}
            {met().again ? '' : ` ${words().step.notAllowed}`}
          </Note>
        )}
      </Show>
      <Show when={failed()}>
        {(why) => (
          <Note tone="crit" role="alert" title={words().step.failed}>
            {why()}
          </Note>
        )}
      </Show>
      <Switch>
        <Match when={doing()} keyed>
          {(what) => (
            <StepForm
              model={props.model}
              record={props.record}
              title={what.title}
              step={what.step}
              fields={what.fields}
              options={what.step && props.options.steps[what.step.name]}
              work={props.work}
              onTake={(asked) => take(what, asked)}
              onCancel={() => setDoing(undefined)}
            />
          )}
        </Match>
        <Match when={true}>
          <div class="step-acts">
            <Show when={steps()[0]}>
              {(step) => (
                <Button kind="primary" icon={Check} busy={busy()} onClick={() => begin(step())}>
                  {text(step().label)}
                </Button>
              )}
            </Show>
            <Show when={steps()[1]}>
              {(step) => (
                <Button busy={busy()} onClick={() => begin(step())}>
                  {text(step().label)}
                </Button>
              )}
            </Show>
            <span class="push" />
            <Show when={menu().length > 0}>
              <MenuButton label={words().drawer.more} iconOnly kind="plain" align="end" items={menu()} />
            </Show>
          </div>
        </Match>
      </Switch>
    </div>
  )
}
