import type { FieldDef, Text } from '@saola/sdk'
import {
  Icon,
  IconButton,
  Note,
  NumberInput,
  Select,
  Switch,
  TextInput,
  useFormat,
  useHost,
  useText,
} from '@saola/sdk-web'
import { createMemo, createSignal, For, Match, Show, Switch as When } from 'solid-js'
import { iconNamed } from '../../icons/named.tsx'
import { isOwn, keyFrom, moved, OWN_PREFIX, ordered, takesDefault } from './draft.ts'
import type { Editor } from './editor.ts'
import { OptionList } from './option-list.tsx'
import { typeIcons } from './types.ts'
import { useModelWords } from './words/words.ts'

const KEY = /^[a-z][A-Za-z0-9_]{0,62}$/

export interface FieldSettingsProps {
  editor: Editor
  name: string
  onSelect: (name: string) => void
}

/** Everything that can be said of one field; of a plugin's only how it is shown. */
export function FieldSettings(props: FieldSettingsProps) {
  const words = useModelWords()
  const text = useText()
  const format = useFormat()
  const { editor } = props
  const shape = () => editor.shape() as NonNullable<ReturnType<typeof editor.shape>>
  const field = createMemo(() => editor.draft()[props.name] as FieldDef)
  const own = () => isOwn(shape(), props.name)
  const fresh = () => editor.changes().get(props.name) === 'new'
  const set = (change: Partial<FieldDef>) =>
    editor.setField(props.name, { ...field(), ...change } as FieldDef)
  const setWords = (key: 'label' | 'help', change: Partial<Text>) => {
    const next = { ...(field()[key] ?? { vi: '' }), ...change }
    if (next.en === '') delete next.en
    set({ [key]: next })
  }
  const prefix = () => (shape().override ? OWN_PREFIX : '')
  const [key, setKey] = createSignal(props.name)
  const keyFault = () => {
    const wanted = key()
    if (!KEY.test(wanted)) return words().keyWrong
    if (prefix() && !wanted.startsWith(OWN_PREFIX)) return words().keyPrefix
    const others = [
      ...Object.keys(editor.draft()).filter((one) => one !== props.name),
      ...Object.keys(shape().archived),
    ]
    return others.some((one) => one.toLowerCase() === wanted.toLowerCase()) ? words().keyTaken : undefined
  }
  const commitKey = () => {
    const wanted = key()
    if (wanted === props.name || keyFault()) return
    editor.rename(props.name, wanted)
    props.onSelect(wanted)
  }
  const duplicate = () => {
    const taken = [...Object.keys(editor.draft()), ...Object.keys(shape().archived)]
    const name = keyFrom(text(field().label), prefix(), taken)
    editor.setField(name, { ...field(), order: (field().order ?? 0) + 0.5 } as FieldDef)
    props.onSelect(name)
  }
  const archive = () => {
    const names = ordered(editor.draft())
    const at = names.indexOf(props.name)
    editor.drop(props.name)
    const next = names[at + 1] ?? names[at - 1]
    if (next) props.onSelect(next)
  }
  const move = (by: -1 | 1) => editor.setDraft((fields) => moved(fields, props.name, by))
  return (
    <section class="model-set" aria-label={words().settingsOf(text(field().label))}>
      <div class="line">
        <h2>{text(field().label) || props.name}</h2>
        <span class="push" />
        <IconButton icon={iconNamed('arrow-up')} size="sm" label={words().up} onClick={() => move(-1)} />
        <IconButton icon={iconNamed('arrow-down')} size="sm" label={words().down} onClick={() => move(1)} />
        <Show when={own()}>
          <Show when={field().type !== 'status' && field().type !== 'json'}>
            <IconButton icon={iconNamed('copy')} size="sm" label={words().duplicate} onClick={duplicate} />
          </Show>
          <IconButton icon={iconNamed('archive')} size="sm" label={words().archive} onClick={archive} />
        </Show>
      </div>
      <For each={editor.faultsOf(props.name)}>{(fault) => <Note tone="crit">{fault}</Note>}</For>
      <div class="two">
        <TextInput
          label={words().labelVi}
          required
          value={field().label.vi}
          onChange={(vi) => setWords('label', { vi })}
        />
        <TextInput
          label={words().labelEn}
          value={field().label.en ?? ''}
          onChange={(en) => setWords('label', { en })}
        />
      </div>
      <Show
        when={fresh()}
        fallback={
          <div class="field">
            <span class="label">{words().key}</span>
            <span class="line set-fixed">
              <Icon of={iconNamed(typeIcons[field().type])} />
              <span class="mono">{props.name}</span>
              <span class="meta">{words().types[field().type]}</span>
            </span>
          </div>
        }
      >
        <TextInput
          label={words().key}
          mono
          value={key()}
          hint={prefix() ? words().keyHelpOwn : words().keyHelp}
          error={keyFault()}
          onChange={setKey}
          onCommit={commitKey}
        />
      </Show>
      <Show when={own()} fallback={<Note>{words().ofPlugin(text(shape().module.name))}</Note>}>
        <TypeSettings field={field()} set={set} fresh={fresh()} />
        <Show when={field().type !== 'code'}>
          <div class="set-switches">
            <Switch
              label={words().required}
              checked={field().required === true}
              onChange={(required) => set({ required: required || undefined })}
            />
            <Switch
              label={words().personal}
              checked={field().personal === true}
              onChange={(personal) => set({ personal: personal || undefined })}
            />
          </div>
        </Show>
        <Show when={fresh() && takesDefault(field()) && (shape().records ?? 0) > 0}>
          <Fallback field={field()} set={set} label={words().fallback(format.number(shape().records ?? 0))} />
        </Show>
      </Show>
      <TextInput
        label={words().help}
        value={field().help?.vi ?? ''}
        hint={words().helpHint}
        onChange={(vi) => (vi === '' ? set({ help: undefined }) : setWords('help', { vi }))}
      />
    </section>
  )
}

interface PartProps {
  field: FieldDef
  set: (change: Partial<FieldDef>) => void
}

function TypeSettings(props: PartProps & { fresh: boolean }) {
  const host = useHost()
  const words = useModelWords()
  const text = useText()
  const as = <T extends FieldDef['type']>(...types: T[]) =>
    types.includes(props.field.type as T) && (props.field as Extract<FieldDef, { type: T }>)
  const models = () =>
    Object.entries(host.ui.models).map(([value, { label }]) => ({
      value,
      label: `${text(label)} (${value})`,
    }))
  return (
    <When>
      <Match when={as('select')}>
        {(field) => <OptionList field={field()} onChange={(options) => props.set({ options })} />}
      </Match>
      <Match when={as('number', 'integer')}>
        {(field) => (
          <>
            <TextInput
              label={words().measure}
              value={field().measure ?? ''}
              onChange={(measure) => props.set({ measure: measure || undefined })}
            />
            <div class="two">
              <NumberInput
                label={words().minimum}
                value={field().minimum ?? null}
                onChange={(minimum) => props.set({ minimum: minimum ?? undefined })}
              />
              <NumberInput
                label={words().maximum}
                value={field().maximum ?? null}
                onChange={(maximum) => props.set({ maximum: maximum ?? undefined })}
              />
            </div>
          </>
        )}
      </Match>
      <Match when={as('text', 'richText')}>
        {(field) => (
          <NumberInput
            label={words().maxLength}
            value={field().maxLength ?? null}
            decimals={0}
            min={1}
            placeholder={field().type === 'text' ? '500' : '20.000'}
            onChange={(maxLength) => props.set({ maxLength: maxLength ?? undefined })}
          />
        )}
      </Match>
      <Match when={as('image', 'file')}>
        {(field) => (
          <NumberInput
            label={words().most}
            value={field().most ?? null}
            decimals={0}
            min={1}
            max={50}
            placeholder="10"
            onChange={(most) => props.set({ most: most ?? undefined })}
          />
        )}
      </Match>
      <Match when={props.fresh && as('relation')}>
        {(field) => (
          <Select
            label={words().target}
            required
            value={field().model}
            options={models()}
            onChange={(model) => model && props.set({ model })}
          />
        )}
      </Match>
      <Match when={props.fresh && as('code')}>
        {(field) => (
          <TextInput
            label={words().pattern}
            hint={words().patternHint}
            value={field().pattern}
            onChange={(pattern) => props.set({ pattern })}
          />
        )}
      </Match>
    </When>
  )
}

/** What records that are there already get. */
function Fallback(props: PartProps & { label: string }) {
  const words = useModelWords()
  const text = useText()
  const known = () => ('default' in props.field ? props.field.default : undefined)
  const set = (value: string | number | boolean | undefined) =>
    props.set({ default: value } as unknown as Partial<FieldDef>)
  const choices = () => {
    const { field } = props
    if (field.type === 'boolean')
      return [
        { value: 'true', label: words().yes },
        { value: 'false', label: words().no },
      ]
    if (field.type !== 'select') return undefined
    return Object.entries(field.options)
      .sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0))
      .map(([value, { label }]) => ({ value, label: text(label) }))
  }
  return (
    <When
      fallback={
        <TextInput
          label={props.label}
          placeholder={words().fallbackNone}
          value={String(known() ?? '')}
          onChange={(value) => set(value || undefined)}
        />
      }
    >
      <Match when={choices()}>
        {(options) => (
          <Select
            label={props.label}
            value={known() === undefined ? null : String(known())}
            options={options()}
            placeholder={words().fallbackNone}
            onChange={(value) =>
              set(value === null ? undefined : props.field.type === 'boolean' ? value === 'true' : value)
            }
          />
        )}
      </Match>
      <Match when={props.field.type === 'number' || props.field.type === 'integer'}>
        <NumberInput
          label={props.label}
          placeholder={words().fallbackNone}
          value={(known() as number | undefined) ?? null}
          decimals={props.field.type === 'integer' ? 0 : undefined}
          onChange={(value) => set(value ?? undefined)}
        />
      </Match>
    </When>
  )
}
