import type { FileRef } from '@saola/sdk'
import {
  CloseIcon,
  FieldFault,
  type FormControlProps,
  Icon,
  IconButton,
  toProblem,
  useFormat,
} from '@saola/sdk-web'
import { FileText, ImagePlus } from 'lucide-solid'
import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { problemWords } from '../widgets/number.tsx'
import { useRecordWords } from './words/words.ts'
import { pictureUrl, uploadFile } from './work/upload.ts'

const PICTURES = 'image/jpeg,image/png,image/webp,image/avif'
const MOST = 10

/** Files of a record: dropped, pasted, chosen, or taken with the camera of a phone; sent at once, kept when saved. */
export function FilesControl(props: FormControlProps) {
  const words = useWords()
  const own = useRecordWords()
  const format = useFormat()
  const hintId = createUniqueId()
  const errorId = createUniqueId()
  const [sending, setSending] = createSignal<string[]>([])
  const [failed, setFailed] = createSignal<string>()
  const [over, setOver] = createSignal(false)
  const images = () => props.node.schema['x-kind'] === 'image'
  const most = () => Number(props.node.schema['x-most'] ?? MOST)
  const files = () => (Array.isArray(props.value) ? (props.value as FileRef[]) : [])
  const full = () => files().length + sending().length >= most()
  const change = (next: FileRef[]) => props.onChange(next.length === 0 ? undefined : next)

  const add = async (list: Iterable<File>) => {
    setFailed(undefined)
    for (const file of list) {
      if (props.disabled || full()) break
      setSending((all) => [...all, file.name])
      try {
        const ref = await uploadFile(file)
        change([...files(), ref])
      } catch (thrown) {
        setFailed(
          `${own().files.failed(file.name)}: ${problemWords(toProblem(thrown).code, words().problem)}`,
        )
      } finally {
        setSending((all) => all.toSpliced(all.indexOf(file.name), 1))
      }
    }
  }
  return (
    <fieldset
      class="field files-field"
      data-over={over() ? '' : undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void add(event.dataTransfer?.files ?? [])
      }}
      onPaste={(event) => {
        const pasted = event.clipboardData?.files
        if (!pasted || pasted.length === 0) return
        event.preventDefault()
        void add(pasted)
      }}
    >
      <legend class="label">
        {props.node.label}
        {props.node.required ? ' *' : ''}
      </legend>
      <div class="files-row">
        <For each={files()}>
          {(file) => (
            <span class="file-item">
              <Show
                when={images() || file.type?.startsWith('image/')}
                fallback={
                  <span class="file-name">
                    <Icon of={FileText} /> {file.name}
                  </span>
                }
              >
                <img class="file-thumb" src={pictureUrl(file.id, 'thumb')} alt={file.name ?? ''} />
              </Show>
              <IconButton
                icon={CloseIcon}
                size="sm"
                kind="plain"
                label={own().files.remove(file.name ?? file.id)}
                disabled={props.disabled}
                onClick={() => change(files().filter(({ id }) => id !== file.id))}
              />
            </span>
          )}
        </For>
        <For each={sending()}>
          {(name) => (
            <span class="file-item file-sending" role="status">
              {own().files.sending(name)}
            </span>
          )}
        </For>
        <Show when={!full()}>
          <label class="file-add">
            <Icon of={ImagePlus} />
            <span>{images() ? own().files.add : own().files.addFile}</span>
            <input
              id={props.id}
              class="sr"
              type="file"
              multiple
              accept={images() ? PICTURES : undefined}
              disabled={props.disabled}
              aria-describedby={`${hintId} ${errorId}`}
              aria-invalid={props.error ? 'true' : undefined}
              onChange={(event) => {
                void add([...(event.currentTarget.files ?? [])])
                event.currentTarget.value = ''
              }}
            />
          </label>
        </Show>
      </div>
      <FieldFault id={errorId} error={failed() ?? props.error} />
      <span class="help" id={hintId}>
        {own().files.drop} · {own().files.most(format.number(most()))}
      </span>
    </fieldset>
  )
}
