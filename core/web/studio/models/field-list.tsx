import type { FieldDef } from '@saola/sdk'
import { Badge, Button, Icon, SearchInput, useFormat, useText } from '@saola/sdk-web'
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import { iconNamed } from '../../icons/named.tsx'
import { moved, ordered } from './draft.ts'
import type { Editor } from './editor.ts'
import { typeIcons } from './types.ts'
import { useModelWords } from './words/words.ts'

export interface FieldListProps {
  editor: Editor
  selected: string | undefined
  onSelect: (name: string) => void
  onAdd: () => void
}

/** The fields in their order: arrow keys walk, Alt with them moves, dragging does too. */
export function FieldList(props: FieldListProps) {
  const words = useModelWords()
  const text = useText()
  const format = useFormat()
  const [sought, setSought] = createSignal('')
  const [said, setSaid] = createSignal('')
  const [dragged, setDragged] = createSignal<string>()
  const { editor } = props
  let list: HTMLDivElement | undefined
  const names = createMemo(() => ordered(editor.draft()))
  const shown = createMemo(() => {
    const wanted = plain(sought())
    const fields = editor.draft()
    return names().filter((name) => plain(`${name} ${text(fields[name]?.label)}`).includes(wanted))
  })
  const archived = () =>
    Object.entries(editor.shape()?.archived ?? {}).filter(([name]) => !Object.hasOwn(editor.draft(), name))
  const dropped = () =>
    [...editor.changes()].filter(([, change]) => change === 'archived').map(([name]) => name)
  const labelOf = (name: string) => text(editor.draft()[name]?.label) || name
  const rowOf = (name: string | undefined) =>
    name === undefined ? undefined : list?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`)
  createEffect(
    on([() => props.selected, () => names().length], ([selected]) =>
      queueMicrotask(() => rowOf(selected)?.scrollIntoView({ block: 'nearest' })),
    ),
  )
  const focus = (name: string) => queueMicrotask(() => rowOf(name)?.focus())
  const move = (name: string, by: -1 | 1) => {
    editor.setDraft((fields) => moved(fields, name, by))
    setSaid(words().moved(labelOf(name), names().indexOf(name) + 1, names().length))
    focus(name)
  }
  const moveTo = (name: string, target: string) => {
    const distance = names().indexOf(target) - names().indexOf(name)
    const by = distance < 0 ? -1 : 1
    editor.setDraft((fields) => {
      let result = fields
      for (let step = 0; step < Math.abs(distance); step += 1) result = moved(result, name, by)
      return result
    })
  }
  const onKeyDown = (event: KeyboardEvent, name: string) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      props.onSelect(name)
      return
    }
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    const by = event.key === 'ArrowUp' ? -1 : 1
    if (event.altKey) return move(name, by)
    const next = shown()[shown().indexOf(name) + by]
    if (next === undefined) return
    props.onSelect(next)
    focus(next)
  }
  return (
    <section class="model-fields" aria-label={words().fields}>
      <div class="line model-find">
        <SearchInput label={words().find} value={sought()} onChange={setSought} />
        <Button icon={iconNamed('plus')} onClick={() => props.onAdd()}>
          {words().add}
        </Button>
      </div>
      <Show when={shown().length === 0}>
        <p class="meta">{words().noField}</p>
      </Show>
      <div
        role="listbox"
        aria-label={words().fields}
        ref={(element) => {
          list = element
        }}
      >
        <For each={shown()}>
          {(name) => (
            // biome-ignore lint/a11y/useFocusableInteractive: one of them is in the tab order, arrow keys reach the others
            <div
              class="fieldrow"
              role="option"
              data-field={name}
              tabindex={name === props.selected ? 0 : -1}
              aria-selected={name === props.selected}
              data-over={dragged() !== undefined && dragged() !== name ? '' : undefined}
              draggable="true"
              onClick={() => props.onSelect(name)}
              onKeyDown={(event) => onKeyDown(event, name)}
              onDragStart={() => setDragged(name)}
              onDragEnd={() => setDragged(undefined)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => {
                event.preventDefault()
                const from = dragged()
                if (from !== undefined && from !== name) moveTo(from, name)
                setDragged(undefined)
              }}
            >
              <span class="grip" title={words().moveHint}>
                <Icon of={iconNamed('grip-vertical')} />
              </span>
              <span class="kind">
                <Icon of={iconNamed(typeIcons[editor.draft()[name]?.type ?? 'text'])} />
              </span>
              <FieldNames name={name} field={editor.draft()[name] as FieldDef} />
              <Show when={editor.changes().get(name)}>
                {(change) => <Badge tone="accent">{words().change[change()]}</Badge>}
              </Show>
            </div>
          )}
        </For>
      </div>
      <p class="sr" role="status">
        {said()}
      </p>
      <Show when={archived().length + dropped().length > 0}>
        <details class="model-archived" open={dropped().length > 0}>
          <summary>{words().archivedTitle(archived().length + dropped().length)}</summary>
          <ul>
            <For each={dropped()}>
              {(name) => {
                const field = editor.shape()?.model.fields[name] as FieldDef
                return (
                  <li class="fieldrow">
                    <span />
                    <span class="kind">
                      <Icon of={iconNamed(typeIcons[field.type])} />
                    </span>
                    <FieldNames name={name} field={field} note={words().change.archived} />
                    <Button size="sm" onClick={() => restore(name, field)}>
                      {words().restore}
                    </Button>
                  </li>
                )
              }}
            </For>
            <For each={archived()}>
              {([name, { field, at, byName }]) => (
                <li class="fieldrow">
                  <span />
                  <span class="kind">
                    <Icon of={iconNamed(typeIcons[field.type])} />
                  </span>
                  <FieldNames
                    name={name}
                    field={field}
                    note={words().archivedBy(byName ?? words().somebody, format.relative(at))}
                  />
                  <Button
                    size="sm"
                    aria-label={words().restoreField(text(field.label))}
                    onClick={() => restore(name, field)}
                  >
                    {words().restore}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </details>
      </Show>
    </section>
  )

  function restore(name: string, field: FieldDef) {
    editor.setField(name, field)
    props.onSelect(name)
    focus(name)
  }
}

function FieldNames(props: { name: string; field: FieldDef; note?: string }) {
  const words = useModelWords()
  const text = useText()
  const kind = () => {
    const { field } = props
    const measure = 'measure' in field && field.measure ? `, ${field.measure}` : ''
    return `${(words().types[field.type] ?? field.type).toLowerCase()}${measure}`
  }
  return (
    <span class="field-names">
      <b>{text(props.field.label)}</b>
      <Show when={props.field.required}>
        <span class="t-crit" title={words().required}>
          {' *'}
        </span>
      </Show>
      <span class="code">
        {props.note ?? kind()} · <span class="mono">{props.name}</span>
      </span>
    </span>
  )
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase()
}
