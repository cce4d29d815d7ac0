import type { AnyRecord, Json } from '@saola/sdk'
import { Button, JsonForm, toProblem, type UiModel, useText } from '@saola/sdk-web'
import { createMemo, onCleanup, onMount } from 'solid-js'
import { unwrap } from 'solid-js/store'
import { formControls } from '../form-controls.ts'
import { changedValues, formValues, modelSchema } from '../model-schema.ts'
import { useRecordWords } from '../words/words.ts'
import type { StepOptions } from '../work/options.ts'
import type { Step } from '../work/steps.ts'
import type { Work } from '../work/work.ts'

/** Property of the form that is no field: what is said along with the step. */
const SAID = '#said'

/** What a step is about to write. */
export interface Asked {
  values: Record<string, Json>
  comment: { text: string; visibility: 'internal' | 'public' } | undefined
}

export interface StepFormProps {
  model: UiModel
  /** Several at once start from nothing. */
  record: AnyRecord | undefined
  title: string
  /** Left out to change the fields alone. */
  step: Step | undefined
  fields: readonly string[]
  options: StepOptions | undefined
  work: Work
  /** Refusals that belong to fields are shown there; others are the caller's to show. */
  onTake: (asked: Asked) => Promise<void>
  onCancel: () => void
}

/** What a step needs or offers, beside the record; Esc leaves it. */
export function StepForm(props: StepFormProps) {
  const words = useRecordWords()
  const text = useText()
  let box: HTMLElement | undefined
  const schema = createMemo(() => {
    const model = structuredClone(unwrap(props.model))
    const made = modelSchema(model, {
      plugin: model.plugin ?? '',
      record: props.record,
      only: props.fields,
      needs: props.step ? (props.step.needs ?? []) : props.fields,
    })
    const said = props.options?.comment
    if (said === undefined) return made
    const label = said === 'public' ? words().step.commentPublic : words().step.commentInternal
    return {
      ...made,
      properties: {
        ...(made.properties as object),
        [SAID]: {
          type: 'string',
          maxLength: 10_000,
          'x-control': 'multiline',
          title: label,
          'x-order': 100,
          ...(said === 'public' ? { description: words().step.commentPublicNote } : {}),
        },
      },
    }
  })
  onMount(() => {
    if (!box) return
    // The form's code may come later than this box.
    const focus = () => {
      const first = box?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select')
      first?.focus()
      if (first) watch.disconnect()
    }
    const watch = new MutationObserver(focus)
    watch.observe(box, { childList: true, subtree: true })
    focus()
    onCleanup(() => watch.disconnect())
  })
  // What the step would fill in is proposed, so that a person sees it and may choose otherwise.
  const start = () => {
    if (!props.record) return {}
    const known = formValues(props.record, props.model, props.fields)
    for (const [field, from] of Object.entries(props.step?.fills ?? {}))
      known[field] ??= props.record[from] ?? undefined
    return known
  }
  const submit = async (value: Record<string, unknown>) => {
    const { [SAID]: said, ...fields } = value
    const comment =
      typeof said === 'string' && said.trim() !== ''
        ? { text: said.trim(), visibility: props.options?.comment ?? ('internal' as const) }
        : undefined
    try {
      await props.onTake({ values: changedValues(props.record, fields, props.model, props.fields), comment })
    } catch (thrown) {
      const problem = toProblem(thrown)
      throw {
        detail: `${words().step.failed}: ${props.work.explain(problem)}`,
        errors: problem.errors.map(({ pointer, detail }) => ({
          pointer,
          detail: typeof detail === 'string' ? detail : text(detail),
        })),
      }
    }
  }
  return (
    <section
      class="step-form"
      aria-label={props.title}
      ref={(element) => {
        box = element
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        event.stopPropagation()
        props.onCancel()
      }}
    >
      <h3>{props.title}</h3>
      <JsonForm
        schema={schema()}
        value={start()}
        onSubmit={submit}
        submitLabel={props.title}
        controls={formControls}
        actions={
          <Button kind="quiet" onClick={() => props.onCancel()}>
            {words().step.cancel}
          </Button>
        }
      />
    </section>
  )
}
