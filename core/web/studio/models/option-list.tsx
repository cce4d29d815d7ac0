import type { Lang, SelectField, Tone } from '@saola/sdk'
import {
  Button,
  IconButton,
  type IconComponent,
  MenuButton,
  Segmented,
  Shape,
  TextInput,
  useLang,
  useText,
} from '@saola/sdk-web'
import { createSignal, For } from 'solid-js'
import { iconNamed } from '../../icons/named.tsx'
import { freshOption } from './draft.ts'
import { useModelWords } from './words/words.ts'

type Options = SelectField['options']

const TONES: (Tone | 'none')[] = ['none', 'crit', 'high', 'warn', 'ok', 'hold', 'off']

/** Pictures of the severities, each in its colour. */
const toneIcon = Object.fromEntries(
  TONES.map((tone) => [
    tone,
    tone === 'none'
      ? iconNamed('circle-dashed')
      : () => (
          <span class={`t-${tone}`}>
            <Shape tone={tone} />
          </span>
        ),
  ]),
) as Record<Tone | 'none', IconComponent>

/** The values of a choice: words in both languages, a severity each, in their order. */
export function OptionList(props: { field: SelectField; onChange: (options: Options) => void }) {
  const words = useModelWords()
  const text = useText()
  const lang = useLang()
  const [said, setSaid] = createSignal<Lang>(lang())
  // Stable names, so that an input keeps its place while a person types.
  const names = () =>
    Object.entries(props.field.options)
      .sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0))
      .map(([name]) => name)
  const set = (name: string, change: Partial<Options[string]>) => {
    const option = props.field.options[name]
    if (option) props.onChange({ ...props.field.options, [name]: { ...option, ...change } })
  }
  const add = () => {
    const name = freshOption(names())
    const label = { vi: '' }
    const order = Math.max(0, ...Object.values(props.field.options).map((one) => one.order ?? 0)) + 1
    props.onChange({ ...props.field.options, [name]: { label, order } })
  }
  const drop = (name: string) => {
    const { [name]: _gone, ...rest } = props.field.options
    props.onChange(rest)
  }
  const tone = (name: string) => props.field.options[name]?.tone
  const labelOf = (name: string) => props.field.options[name]?.label ?? { vi: '' }
  return (
    <fieldset class="field opts">
      <legend class="sr">{words().options}</legend>
      <div class="line">
        <span class="label" aria-hidden="true">
          {words().options}
        </span>
        <span class="push" />
        <Segmented
          label={words().optionLang}
          items={[
            { id: 'vi', label: 'VI' },
            { id: 'en', label: 'EN' },
          ]}
          value={said()}
          onChange={setSaid}
        />
      </div>
      <For each={names()}>
        {(name, at) => (
          <div class="opt">
            <MenuButton
              label={words().toneOf(text(labelOf(name)) || words().option(at() + 1))}
              iconOnly
              size="sm"
              kind="quiet"
              icon={toneIcon[tone(name) ?? 'none']}
              items={TONES.map((one) => ({
                label: words().tones[one] ?? one,
                icon: toneIcon[one],
                checked: (tone(name) ?? 'none') === one,
                onSelect: () => set(name, { tone: one === 'none' ? undefined : one }),
              }))}
            />
            <TextInput
              label={words().option(at() + 1)}
              hideLabel
              value={labelOf(name)[said()] ?? ''}
              placeholder={said() === 'en' ? labelOf(name).vi : undefined}
              onChange={(value) => {
                const label = { ...labelOf(name), [said()]: value }
                if (label.en === '') delete label.en
                set(name, { label })
              }}
            />
            <IconButton
              icon={iconNamed('x')}
              size="sm"
              label={words().dropOption(text(labelOf(name)) || words().option(at() + 1))}
              disabled={names().length === 1}
              onClick={() => drop(name)}
            />
          </div>
        )}
      </For>
      <Button kind="quiet" size="sm" icon={iconNamed('plus')} onClick={add} class="opt-add">
        {words().addOption}
      </Button>
    </fieldset>
  )
}
