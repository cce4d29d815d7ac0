import type { AnyRecord, FieldDef, ModelDef } from '@saola/sdk'
import { JsonForm, Segmented, useHost, useText } from '@saola/sdk-web'
import { createMemo, createResource, createSignal, For, Show } from 'solid-js'
import { iconNamed } from '../../icons/named.tsx'
import { titleField } from '../../records/describe.ts'
import { FieldValue } from '../../records/field-value.tsx'
import { formControls } from '../../records/form-controls.ts'
import { modelSchema } from '../../records/model-schema.ts'
import { type Fields, ordered, pruned } from './draft.ts'
import type { Editor } from './editor.ts'
import { useModelWords } from './words/words.ts'

/** Fields of the form that are shown before and behind the chosen one. */
const AROUND = 2
const ROWS = 4

/** How the draft will look: the controls of the form, and rows of the list. */
export function Preview(props: { editor: Editor; selected: string | undefined }) {
  const words = useModelWords()
  const [kind, setKind] = createSignal<'both' | 'form' | 'list'>('both')
  return (
    <section class="model-see" aria-label={words().preview}>
      <div class="line">
        <h2>{words().preview}</h2>
        <span class="push" />
        <Segmented
          label={words().previewOf}
          items={[
            { id: 'form', label: words().form, icon: iconNamed('smartphone') },
            { id: 'list', label: words().list, icon: iconNamed('table-2') },
          ]}
          value={kind() === 'both' ? 'form' : kind()}
          onChange={setKind}
        />
      </div>
      <Show when={kind() !== 'list'}>
        <FormPreview {...props} />
      </Show>
      <ListPreview {...props} />
    </section>
  )
}

function modelOf(editor: Editor): ModelDef {
  const shape = editor.shape()
  const fields = Object.fromEntries(
    Object.entries(editor.draft()).map(([name, field]) => [name, pruned(field)]),
  ) as Fields
  return { ...(shape?.model as ModelDef), fields }
}

function FormPreview(props: { editor: Editor; selected: string | undefined }) {
  const words = useModelWords()
  const text = useText()
  const inForms = (field: FieldDef | undefined) =>
    field !== undefined && !['code', 'json', 'status'].includes(field.type)
  const near = createMemo(() => {
    const fields = props.editor.draft()
    const names = ordered(fields).filter((name) => name === props.selected || inForms(fields[name]))
    const at = Math.max(0, names.indexOf(props.selected ?? ''))
    return names.slice(Math.max(0, at - AROUND), at + AROUND + 1).filter((name) => inForms(fields[name]))
  })
  const schemaOf = (only: readonly string[]) => {
    const shape = props.editor.shape()
    return structuredClone(modelSchema(modelOf(props.editor), { plugin: shape?.module.id ?? '', only }))
  }
  const at = () => near().indexOf(props.selected ?? '')
  const parts = () => [
    { names: near().slice(0, Math.max(0, at())), chosen: false },
    { names: at() < 0 ? [] : [props.selected as string], chosen: true },
    { names: near().slice(at() + 1), chosen: false },
  ]
  return (
    <section class="tile preview-form" aria-label={words().form}>
      <div class="line">
        <b>{words().previewForm(text(props.editor.shape()?.model.label))}</b>
        <span class="push" />
        <span class="meta">{words().previewNote}</span>
      </div>
      <For each={parts()}>
        {({ names, chosen }) => (
          <Show when={names.length > 0}>
            <div classList={{ 'mark-new': chosen }}>
              <JsonForm schema={schemaOf(names)} onSubmit={() => {}} controls={formControls} />
            </div>
          </Show>
        )}
      </For>
      <Show when={at() < 0 && props.selected}>
        <p class="meta mark-new">{words().notInForms}</p>
      </Show>
    </section>
  )
}

function ListPreview(props: { editor: Editor; selected: string | undefined }) {
  const host = useHost()
  const words = useModelWords()
  const text = useText()
  const [rows] = createResource(
    () => props.editor.shape()?.id,
    async (id) => {
      const query = { limit: ROWS, sort: '-createdAt' }
      const answer = await host
        .request<{ items: AnyRecord[] }>(`/api/records/${encodeURIComponent(id)}`, { query })
        .catch(() => undefined)
      return answer?.body.items ?? []
    },
  )
  const columns = createMemo(() => {
    const model = modelOf(props.editor)
    const title = titleField(model)
    const code = Object.keys(model.fields).find((name) => model.fields[name]?.type === 'code')
    return [...new Set([code, title, props.selected].filter((name) => name !== undefined))]
  })
  const field = (name: string) => props.editor.draft()[name]
  const shown = (row: AnyRecord, name: string) => {
    const known = field(name)
    const fallback = known && 'default' in known ? known.default : undefined
    return Object.hasOwn(row, name) ? row[name] : fallback
  }
  return (
    <section class="tile preview-list" aria-label={words().list}>
      <Show when={(rows() ?? []).length > 0} fallback={<p class="meta">{words().noRecords}</p>}>
        <table class="table">
          <thead>
            <tr>
              <For each={columns()}>
                {(name) => (
                  <th scope="col" data-chosen={name === props.selected ? '' : undefined}>
                    {text(field(name)?.label)}
                  </th>
                )}
              </For>
              <Show when={columns().length < 3}>
                <th scope="col">{words().at}</th>
              </Show>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row) => (
                <tr>
                  <For each={columns()}>
                    {(name) => (
                      <td>
                        <FieldValue
                          value={shown(row, name)}
                          field={field(name)}
                          plugin={props.editor.shape()?.module.id}
                        />
                      </td>
                    )}
                  </For>
                  <Show when={columns().length < 3}>
                    <td>
                      <FieldValue
                        value={row.createdAt}
                        field={{ type: 'datetime', label: { vi: words().at } }}
                      />
                    </td>
                  </Show>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  )
}
