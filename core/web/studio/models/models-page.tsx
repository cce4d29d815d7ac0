import {
  type Column,
  EmptyState,
  Icon,
  PageHead,
  Table,
  type UiModel,
  useHost,
  useText,
} from '@saola/sdk-web'
import { useNavigate, useParams } from '@solidjs/router'
import { createMemo, Show } from 'solid-js'
import { useKnownModule, useWords } from '../../host/console.tsx'
import { iconNamed } from '../../icons/named.tsx'
import { ModelEditor } from './model-editor.tsx'

/** The models of the centre; one of them with its fields, to be changed. */
export default function ModelsPage() {
  const params = useParams<{ id?: string }>()
  return (
    <Show when={params.id} fallback={<ModelList />} keyed>
      {(id) => <ModelEditor id={id} />}
    </Show>
  )
}

function ModelList() {
  const host = useHost()
  const words = useWords()
  const text = useText()
  const knownModule = useKnownModule()
  const navigate = useNavigate()
  const rows = createMemo(() =>
    Object.entries(host.ui.models)
      .map(([id, model]) => ({ id, model }))
      .sort((a, b) => a.id.localeCompare(b.id)),
  )
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
    <div class="screen">
      <PageHead title={words().models.title} note={words().models.note} />
      <div class="tile">
        <Table
          label={words().models.title}
          columns={columns()}
          rows={rows()}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/studio/models/${row.id}`)}
          empty={
            <EmptyState icon={iconNamed('database')} title={words().models.none}>
              {words().models.noneNote}
            </EmptyState>
          }
        />
      </div>
    </div>
  )
}
