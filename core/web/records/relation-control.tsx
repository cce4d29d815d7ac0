import type { AnyRecord, RecordPage } from '@saola/sdk'
import {
  Combobox,
  type ComboboxOption,
  type FormControlProps,
  listParams,
  recordsPath,
  useHost,
} from '@saola/sdk-web'
import { titleOf } from './describe.ts'
import { useRecordWords } from './words/words.ts'
import { partsOf } from './work/options.ts'
import { useTitles } from './work/titles.ts'

const MOST = 20

export interface RelationPickerProps {
  id?: string
  label: string
  /** Full id of the model that is pointed to. */
  model: string
  value: string | null
  onChange: (id: string | null) => void
  required?: boolean | undefined
  error?: string | undefined
  hint?: string | undefined
  disabled?: boolean | undefined
}

/** Another record, found by words of its name or code. */
export function RelationPicker(props: RelationPickerProps) {
  const host = useHost()
  const words = useRecordWords()
  const titles = useTitles()
  const find = async (text: string, signal: AbortSignal): Promise<ComboboxOption[]> => {
    const definition = host.ui.models[props.model]
    const search = text.trim()
    const { body } = await host.request<RecordPage<AnyRecord>>(recordsPath(props.model), {
      query: listParams({ limit: MOST, ...(search !== '' && definition?.search ? { search } : {}) }),
      signal,
    })
    const { code } = partsOf(definition)
    return body.items.map((record) => ({
      value: record.id,
      label: titleOf(record, definition) ?? record.id,
      ...(code === undefined ? {} : { note: String(record[code] ?? '') }),
    }))
  }
  return (
    <Combobox
      id={props.id}
      label={props.label}
      value={props.value}
      shown={props.value === null ? '' : (titles(props.model, props.value) ?? '')}
      find={find}
      onChange={props.onChange}
      placeholder={words().relation.search}
      required={props.required}
      error={props.error}
      hint={props.hint}
      disabled={props.disabled}
    />
  )
}

/** The same in a form; the schema says of which model in `x-model`. */
export function RelationControl(props: FormControlProps) {
  return (
    <RelationPicker
      id={props.id}
      label={props.node.label}
      hint={props.node.description}
      model={String(props.node.schema['x-model'] ?? '')}
      value={typeof props.value === 'string' ? props.value : null}
      onChange={(value) => props.onChange(value ?? undefined)}
      required={props.node.required}
      error={props.error}
      disabled={props.disabled}
    />
  )
}
