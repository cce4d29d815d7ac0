import type { FieldType } from '@saola/sdk'
import { Button, Dialog, Icon, useHost } from '@saola/sdk-web'
import { For } from 'solid-js'
import { iconNamed } from '../../icons/named.tsx'
import { freshField, keyFrom, NEW_TYPES, OWN_PREFIX, ordered } from './draft.ts'
import type { Editor } from './editor.ts'
import { typeIcons } from './types.ts'
import { en } from './words/en.ts'
import { vi } from './words/vi.ts'
import { useModelWords } from './words/words.ts'

export interface AddFieldProps {
  editor: Editor
  open: boolean
  onClose: () => void
  onAdded: (name: string) => void
}

/** Asks for the type of a new field, in words; everything else is set beside the list. */
export function AddField(props: AddFieldProps) {
  const host = useHost()
  const words = useModelWords()
  const add = (type: FieldType) => {
    const { editor } = props
    const fields = editor.draft()
    const last = ordered(fields).at(-1)
    const order = Math.floor((last === undefined ? 0 : (fields[last]?.order ?? 0)) + 1)
    const label = {
      vi: vi.newField(vi.types[type] ?? type),
      en: en.newField(en.types[type] ?? type),
    }
    const option = { vi: vi.option(1), en: en.option(1) }
    const model = Object.keys(host.ui.models)[0] ?? ''
    const shape = editor.shape()
    const taken = [...Object.keys(fields), ...Object.keys(shape?.archived ?? {})]
    const name = keyFrom(label.en, shape?.override ? OWN_PREFIX : '', taken)
    editor.setField(name, freshField(type, label, order, option, model))
    props.onClose()
    props.onAdded(name)
    // The first thing that a person wants is to name it.
    queueMicrotask(() => {
      const input = document.querySelector<HTMLInputElement>('.model-set input')
      input?.focus()
      input?.select()
    })
  }
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={words().pickType}
      size="wide"
      actions={<Button onClick={() => props.onClose()}>{words().cancel}</Button>}
    >
      <ul class="type-picks">
        <For each={NEW_TYPES}>
          {(type) => (
            <li>
              <button type="button" class="type-pick" onClick={() => add(type)}>
                <span class="kind">
                  <Icon of={iconNamed(typeIcons[type])} />
                </span>
                <b>{words().types[type]}</b>
                <span class="meta">{words().typeNotes[type]}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  )
}
