import { createMemo, For, Index, Match, Show, Switch } from 'solid-js'
import { PlusIcon, TrashIcon } from '../../icons/icons.ts'
import { Button, IconButton } from '../button/button.tsx'
import { FieldFault } from '../field/field.tsx'
import { TextInput } from '../field/input.tsx'
import { NumberInput } from '../field/number-input.tsx'
import { useKit } from '../locale/kit.tsx'
import { Control } from './control.tsx'
import type { FieldNode } from './evaluate.ts'
import type { FormState } from './form-state.ts'
import { formWords } from './messages.ts'
import { toPointer } from './path.ts'

interface FieldsProps {
  nodes: readonly FieldNode[]
  form: FormState
}

/** Fields one under the other. Names are compared by value, so a control keeps its element while a person types. */
export function Fields(props: FieldsProps) {
  const byName = createMemo(() => new Map(props.nodes.map((node) => [node.name, node])))
  return (
    <For each={props.nodes.filter((node) => node.kind !== 'fixed').map((node) => node.name)}>
      {(name) => (
        <Show when={byName().get(name)}>{(node) => <OneField node={node()} form={props.form} />}</Show>
      )}
    </For>
  )
}

function OneField(props: { node: FieldNode; form: FormState }) {
  return (
    <Switch fallback={<Leaf node={props.node} form={props.form} />}>
      <Match when={props.node.kind === 'group'}>
        <fieldset class="form-group">
          <Legend node={props.node} />
          <Fields nodes={props.node.children} form={props.form} />
          <Fault node={props.node} form={props.form} />
        </fieldset>
      </Match>
      <Match when={props.node.kind === 'rows' || props.node.kind === 'list'}>
        <Rows node={props.node} form={props.form} />
      </Match>
    </Switch>
  )
}

function Leaf(props: { node: FieldNode; form: FormState }) {
  return (
    <div class="form-field" onFocusOut={() => props.form.leave(props.node.pointer)}>
      <Control node={props.node} form={props.form} />
    </div>
  )
}

function Legend(props: { node: FieldNode }) {
  return (
    <>
      <legend class="form-legend">
        {props.node.label}
        <Show when={props.node.required}>
          <span class="req" aria-hidden="true">
            {' *'}
          </span>
        </Show>
      </legend>
      <Show when={props.node.description}>
        <p class="help">{props.node.description}</p>
      </Show>
    </>
  )
}

function Fault(props: { node: FieldNode; form: FormState }) {
  return (
    <FieldFault
      id={`${props.form.idOf(props.node.pointer)}-error`}
      error={props.form.errorAt(props.node.pointer)}
    />
  )
}

function Rows(props: { node: FieldNode; form: FormState }) {
  const kit = useKit()
  const words = () => formWords[kit.lang()]
  const id = () => props.form.idOf(props.node.pointer)
  let box: HTMLFieldSetElement | undefined
  const all = (): unknown[] => {
    const value = props.form.valueAt(props.node.path)
    return Array.isArray(value) ? value : []
  }
  const set = (next: unknown[]) => props.form.change(props.node.path, next.length === 0 ? undefined : next)
  const add = () => {
    set([...all(), props.node.kind === 'rows' ? {} : ''])
    const rows = box?.querySelectorAll<HTMLElement>(':scope > .form-row')
    rows
      ?.item(rows.length - 1)
      ?.querySelector<HTMLElement>('input, select, textarea')
      ?.focus()
  }
  const remove = (index: number) => {
    set(all().filter((_, place) => place !== index))
    document.getElementById(id())?.focus()
  }
  const numeric = () => {
    const items = props.node.schema['x-items']
    return typeof items === 'object' && items !== null && 'type' in items && items.type !== 'string'
  }
  const item = (index: number) => ({
    id: props.form.idOf(toPointer([...props.node.path, index])),
    label: `${props.node.label} ${index + 1}`,
    hideLabel: true,
    error: props.form.errorAt(toPointer([...props.node.path, index])),
  })
  const changeItem = (index: number, value: unknown) => props.form.change([...props.node.path, index], value)
  return (
    <fieldset
      class="form-group"
      ref={(element) => {
        box = element
      }}
    >
      <Legend node={props.node} />
      <Index each={all()}>
        {(value, index) => (
          <div class="form-row" data-kind={props.node.kind}>
            <div class="form-row-fields">
              <Show
                when={props.node.kind === 'rows'}
                fallback={
                  <Show
                    when={numeric()}
                    fallback={
                      <TextInput
                        {...item(index)}
                        value={typeof value() === 'string' ? String(value()) : ''}
                        onChange={(text) => changeItem(index, text)}
                      />
                    }
                  >
                    <NumberInput
                      {...item(index)}
                      value={typeof value() === 'number' ? Number(value()) : null}
                      onChange={(number) => changeItem(index, number ?? '')}
                    />
                  </Show>
                }
              >
                <Fields nodes={props.node.rows[index] ?? []} form={props.form} />
              </Show>
            </div>
            <Show when={!props.form.readOnly()}>
              <IconButton
                icon={TrashIcon}
                label={words().remove(props.node.label, index + 1)}
                onClick={() => remove(index)}
              />
            </Show>
          </div>
        )}
      </Index>
      <Fault node={props.node} form={props.form} />
      <Show when={!props.form.readOnly()}>
        <div>
          <Button id={id()} size="sm" icon={PlusIcon} onClick={add}>
            {words().addTo(props.node.label)}
          </Button>
        </div>
      </Show>
    </fieldset>
  )
}
