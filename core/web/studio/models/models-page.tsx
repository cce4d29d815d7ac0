import type { FieldDef } from '@saola/sdk'
import {
  Button,
  type Column,
  Drawer,
  EmptyState,
  Icon,
  PageHead,
  Split,
  Table,
  type UiModel,
  useFormat,
  useHost,
  useText,
} from '@saola/sdk-web'
import { useNavigate, useParams } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import { useKnownModule, useWords } from '../../host/console.tsx'
import { iconNamed } from '../../icons/named.tsx'
import { recordsHref } from '../../records/address.ts'
import { fieldsOf, titleField } from '../../records/describe.ts'

/** The models of the centre with their fields, for reading. */
export default function ModelsPage() {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const knownModule = useKnownModule()
  const navigate = useNavigate()
  const params = useParams<{ id?: string }>()
  const rows = createMemo(() =>
    Object.entries(host.ui.models)
      .map(([id, model]) => ({ id, model }))
      .sort((a, b) => a.id.localeCompare(b.id)),
  )
  const shown = () => (params.id === undefined ? undefined : host.ui.models[params.id])
  const moduleOf = (id: string) => text(knownModule(id.split('.')[0] ?? '')?.name)
  const columns = createMemo((): Column<{ id: string; model: UiModel }>[] => [
    {
      id: 'label',
      head: words().face.models,
      cell: (row) => (
        <span class="line">
          <Icon of={iconNamed(row.model.icon, 'database')} />
          <b>{text(row.model.label)}</b>
        </span>
      ),
    },
    { id: 'key', head: words().models.key, class: 'code', cell: (row) => row.id, wideOnly: true },
    {
      id: 'fields',
      head: words().models.field,
      cell: (row) => words().models.fields(Object.keys(row.model.fields).length),
    },
    { id: 'module', head: words().models.module, cell: (row) => moduleOf(row.id), wideOnly: true },
  ])
  return (
    <Split
      aside={
        <Show when={shown()}>
          {(model) => (
            <Drawer
              title={text(model().label)}
              lead={<span class="code">{params.id}</span>}
              onClose={() => navigate('/studio/models')}
              foot={<Button href={recordsHref(host.ui, params.id ?? '')}>{words().models.open}</Button>}
            >
              <ul class="fields">
                <For each={fieldsOf(model())}>
                  {([name, field]) => (
                    <FieldRow name={name} field={field} isTitle={name === titleField(model())} />
                  )}
                </For>
              </ul>
            </Drawer>
          )}
        </Show>
      }
    >
      <div class="screen">
        <PageHead title={words().models.title} note={words().models.note} />
        <div class="tile">
          <Table
            label={words().models.title}
            columns={columns()}
            rows={rows()}
            rowKey={(row) => row.id}
            selected={params.id ?? null}
            onOpen={(row) => navigate(`/studio/models/${row.id}`)}
            empty={
              <EmptyState icon={iconNamed('database')} title={words().models.none}>
                {words().models.noneNote}
              </EmptyState>
            }
          />
        </div>
      </div>
    </Split>
  )
}

function FieldRow(props: { name: string; field: FieldDef; isTitle: boolean }) {
  const words = useWords()
  const text = useText()
  const format = useFormat()
  const rules = () => {
    const { field } = props
    return [
      words().models.types[field.type] ?? field.type,
      field.required ? words().models.required : '',
      field.personal ? words().models.personal : '',
      'measure' in field ? (field.measure ?? '') : '',
      'minimum' in field && field.minimum !== undefined ? `≥ ${format.number(field.minimum)}` : '',
      'maximum' in field && field.maximum !== undefined ? `≤ ${format.number(field.maximum)}` : '',
    ].filter((part) => part !== '')
  }
  const options = () =>
    props.field.type === 'select' ? Object.values(props.field.options).map(({ label }) => text(label)) : []
  return (
    <li class="field-row">
      <div class="line">
        <b>{text(props.field.label)}</b>
        <span class="push" />
        <span class="code">{props.name}</span>
      </div>
      <div class="meta">{rules().join(' · ')}</div>
      <Show when={options().length > 0}>
        <div class="meta">{options().join(', ')}</div>
      </Show>
    </li>
  )
}
