import { createSignal, For, Match, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Checkbox, RadioGroup } from '../check/check.tsx'
import { DateInput, DateTimeInput } from '../field/date-input.tsx'
import { FieldFault } from '../field/field.tsx'
import { type Choice, Select, Textarea, TextInput } from '../field/input.tsx'
import { NumberInput } from '../field/number-input.tsx'
import { useKit } from '../locale/kit.tsx'
import type { FieldNode } from './evaluate.ts'
import type { FormState } from './form-state.ts'
import { formWords } from './messages.ts'

/** What a control drawn by the host gets: a map for a point, a picker for a unit. */
export interface FormControlProps {
  node: FieldNode
  id: string
  value: unknown
  error: string | undefined
  disabled: boolean
  onChange: (value: unknown) => void
}

const INPUT_TYPES: Partial<Record<FieldNode['kind'], 'email' | 'url' | 'password' | 'time' | 'text'>> = {
  email: 'email',
  uri: 'url',
  secret: 'password',
  time: 'time',
  text: 'text',
}

const asText = (value: unknown) =>
  typeof value === 'string' ? value : value === undefined ? '' : String(value)
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** One control for one value. */
export function Control(props: { node: FieldNode; form: FormState }) {
  const node = () => props.node
  const id = () => props.form.idOf(node().pointer)
  const value = () => props.form.valueAt(node().path)
  const error = () => props.form.errorAt(node().pointer)
  const change = (next: unknown) => props.form.change(node().path, next)
  const disabled = () => props.form.readOnly() || node().schema.readOnly === true
  const texts = () => ({
    id: id(),
    label: node().label,
    hint: node().description,
    error: error(),
    required: node().required,
  })
  // Values of options may be numbers or null; the native control knows only texts, so it gets their places.
  const choices = (): Choice[] =>
    node().options.map((option, index) => ({ value: String(index), label: option.label }))
  const chosen = () => {
    const index = node().options.findIndex((option) => option.value === value())
    return index < 0 ? null : String(index)
  }
  const choose = (place: string | null) =>
    change(place === null ? undefined : node().options[Number(place)]?.value)

  return (
    <Switch>
      <Match when={props.form.custom(node())}>
        {(custom) => (
          <Dynamic
            component={custom()}
            node={node()}
            id={id()}
            value={value()}
            error={error()}
            disabled={disabled()}
            onChange={change}
          />
        )}
      </Match>
      <Match when={INPUT_TYPES[node().kind]}>
        {(type) => (
          <TextInput
            {...texts()}
            type={type()}
            placeholder={textOf(node().schema['x-placeholder'])}
            mono={node().schema['x-control'] === 'code'}
            disabled={disabled()}
            autocomplete={textOf(node().schema['x-autocomplete']) ?? 'off'}
            value={asText(value())}
            onChange={(next) => change(next === '' ? undefined : next)}
          />
        )}
      </Match>
      <Match when={node().kind === 'multiline'}>
        <Textarea
          {...texts()}
          placeholder={textOf(node().schema['x-placeholder'])}
          disabled={disabled()}
          value={asText(value())}
          onChange={(next) => change(next === '' ? undefined : next)}
        />
      </Match>
      <Match when={node().kind === 'number' || node().kind === 'integer'}>
        <NumberInput
          {...texts()}
          decimals={node().kind === 'integer' ? 0 : undefined}
          step={numberOf(node().schema.multipleOf)}
          min={numberOf(node().schema.minimum)}
          max={numberOf(node().schema.maximum)}
          unit={textOf(node().schema['x-unit'])}
          disabled={disabled()}
          value={numberOf(value()) ?? null}
          onChange={(next) => change(next ?? undefined)}
        />
      </Match>
      <Match when={node().kind === 'date-time'}>
        <DateTimeInput
          {...texts()}
          disabled={disabled()}
          value={textOf(value()) ?? null}
          onChange={(next) => change(next ?? undefined)}
        />
      </Match>
      <Match when={node().kind === 'date'}>
        <DateInput
          {...texts()}
          disabled={disabled()}
          value={textOf(value()) ?? null}
          onChange={(next) => change(next ?? undefined)}
        />
      </Match>
      <Match when={node().kind === 'boolean'}>
        <Checkbox {...texts()} disabled={disabled()} checked={value() === true} onChange={change} />
      </Match>
      <Match when={node().kind === 'select'}>
        <Select {...texts()} disabled={disabled()} options={choices()} value={chosen()} onChange={choose} />
      </Match>
      <Match when={node().kind === 'radio'}>
        <RadioGroup {...texts()} options={choices()} value={chosen()} onChange={choose} />
      </Match>
      <Match when={node().kind === 'multi-select'}>
        <MultiSelect node={node()} form={props.form} disabled={disabled()} />
      </Match>
      <Match when={node().kind === 'json'}>
        <JsonText node={node()} form={props.form} disabled={disabled()} />
      </Match>
    </Switch>
  )
}

interface PartProps {
  node: FieldNode
  form: FormState
  disabled: boolean
}

function MultiSelect(props: PartProps) {
  const all = (): unknown[] => {
    const value = props.form.valueAt(props.node.path)
    return Array.isArray(value) ? value : []
  }
  const toggle = (value: unknown, on: boolean) => {
    // In the order of the options, so that the same choice is always the same value.
    const next = props.node.options
      .map((option) => option.value)
      .filter((option) => (option === value ? on : all().includes(option)))
    props.form.change(props.node.path, next.length === 0 ? undefined : next)
  }
  const id = () => props.form.idOf(props.node.pointer)
  return (
    <fieldset class="field" id={id()} aria-describedby={`${id()}-error`}>
      <legend class="label">
        {props.node.label}
        {props.node.required ? <span class="req"> *</span> : null}
      </legend>
      <For each={props.node.options}>
        {(option) => (
          <Checkbox
            label={option.label}
            disabled={props.disabled}
            checked={all().includes(option.value)}
            onChange={(on) => toggle(option.value, on)}
          />
        )}
      </For>
      <FieldFault id={`${id()}-error`} error={props.form.errorAt(props.node.pointer)} />
      {props.node.description ? <span class="help">{props.node.description}</span> : null}
    </fieldset>
  )
}

/** Whatever has no form of its own is written as JSON. */
function JsonText(props: PartProps) {
  const kit = useKit()
  const [draft, setDraft] = createSignal<string | null>(null)
  const [broken, setBroken] = createSignal(false)
  const written = () => {
    const value = props.form.valueAt(props.node.path)
    return value === undefined ? '' : JSON.stringify(value, null, 2)
  }
  const type = (text: string) => {
    setDraft(text)
    try {
      const value: unknown = text.trim() === '' ? undefined : JSON.parse(text)
      setBroken(false)
      props.form.change(props.node.path, value)
    } catch {
      setBroken(true)
    }
  }
  return (
    <Textarea
      id={props.form.idOf(props.node.pointer)}
      label={props.node.label}
      hint={props.node.description}
      required={props.node.required}
      error={broken() ? formWords[kit.lang()].notJson : props.form.errorAt(props.node.pointer)}
      disabled={props.disabled}
      spellcheck={false}
      value={draft() ?? written()}
      onChange={type}
      onCommit={() => {
        if (!broken()) setDraft(null)
      }}
    />
  )
}
