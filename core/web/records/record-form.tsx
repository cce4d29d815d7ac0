import type { AnyRecord, Text } from '@saola/sdk'
import {
  Button,
  JsonForm,
  Note,
  recordsPath,
  toProblem,
  type UiModel,
  useActor,
  useHost,
  useText,
  useWriter,
} from '@saola/sdk-web'
import { createMemo, createSignal, Show } from 'solid-js'
import { unwrap } from 'solid-js/store'
import { useWords } from '../host/console.tsx'
import { problemWords } from '../widgets/number.tsx'
import { fieldsOf } from './describe.ts'
import { formControls } from './form-controls.ts'
import { changedValues, formNames, formValues, freshValues, modelSchema } from './model-schema.ts'
import { inboxOptions } from './work/options.ts'

export interface RecordFormProps {
  model: string
  definition: UiModel
  /** Left out for a new record. */
  record?: AnyRecord
  onDone: (record: AnyRecord) => void
  onCancel: () => void
}

/** The form of a model. A record that somebody else changed meanwhile is not overwritten unseen. */
export function RecordForm(props: RecordFormProps) {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const writer = useWriter(() => props.model)
  const actor = useActor()
  // What the form started from, even while the record behind it lives on.
  const [base, setBase] = createSignal(props.record === undefined ? undefined : { ...props.record })
  const [conflict, setConflict] = createSignal(false)

  // What a reader may not know is not asked for either.
  const names = createMemo(() => {
    const personal = actor.can(`${props.model}:personal`)
      ? []
      : fieldsOf(props.definition).flatMap(([name, field]) => (field.personal ? [name] : []))
    const { hidden } = inboxOptions(host.ui, props.model)
    return formNames(props.definition, base(), [...hidden, ...personal])
  })

  // The form library clones its schema, which a store's proxy does not bear.
  const schema = createMemo(() => {
    const model = structuredClone(unwrap(props.definition))
    return modelSchema(model, { plugin: model.plugin ?? '', record: props.record, only: names() })
  })

  const submit = async (value: Record<string, unknown>) => {
    const before = base()
    const changed = changedValues(before, value, props.definition, names())
    try {
      if (before === undefined) return props.onDone(await writer.create(changed))
      if (Object.keys(changed).length === 0) return props.onDone(before)
      props.onDone(await writer.update(before.id, changed, { ifVersion: before.version }))
    } catch (thrown) {
      const problem = toProblem(thrown)
      if (problem.code === 'version-conflict' && before !== undefined) {
        const newest = await host.request<AnyRecord>(recordsPath(props.model, before.id))
        setBase(newest.body)
        setConflict(true)
        return
      }
      throw {
        detail: `${words().records.saveFailed}: ${problemWords(problem.code, words().problem)}`,
        errors: problem.errors.map(({ pointer, detail }) => ({
          pointer,
          detail: typeof detail === 'string' ? detail : text(detail as Text),
        })),
      }
    }
  }

  return (
    <div class="record-form">
      <Show when={conflict()}>
        <Note tone="warn" role="alert" title={words().records.conflict}>
          {words().records.conflictNote}
        </Note>
      </Show>
      <JsonForm
        schema={schema()}
        value={
          props.record
            ? formValues(props.record, props.definition, names())
            : freshValues(props.definition, new Date(host.now()))
        }
        onSubmit={submit}
        submitLabel={words().records.save}
        controls={formControls}
        actions={
          <Button kind="quiet" onClick={() => props.onCancel()}>
            {words().records.cancel}
          </Button>
        }
      />
    </div>
  )
}
