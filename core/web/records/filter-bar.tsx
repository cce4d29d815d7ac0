import type { FieldDef, ModelDef } from '@saola/sdk'
import {
  Button,
  Checkbox,
  Chip,
  MenuButton,
  NumberInput,
  Popover,
  RadioGroup,
  useFormat,
  useText,
} from '@saola/sdk-web'
import { ListFilter } from 'lucide-solid'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { chosenLabels, type FilterValues, filterable } from './filters.ts'

export interface FilterBarProps {
  model: ModelDef | undefined
  values: FilterValues
  /** Undefined takes the filter off. */
  onChange: (field: string, value: string | undefined) => void
  onClear: () => void
}

/** What narrows the list, each chip with its value; the address holds them all. */
export function FilterBar(props: FilterBarProps) {
  const words = useWords()
  const text = useText()
  const [fresh, setFresh] = createSignal<string>()
  const shown = () => [...new Set([...Object.keys(props.values), ...(fresh() ? [fresh() as string] : [])])]
  const rest = () => filterable(props.model).filter(([name]) => !shown().includes(name))
  return (
    <div class="line" data-wrap="">
      <For each={shown()}>
        {(name) => (
          <Show when={props.model?.fields[name]}>
            {(field) => (
              <FilterChip
                field={field()}
                value={props.values[name]}
                open={fresh() === name}
                onChange={(value) => props.onChange(name, value)}
                onClosed={() => fresh() === name && setFresh(undefined)}
              />
            )}
          </Show>
        )}
      </For>
      <Show when={rest().length > 0}>
        <MenuButton
          label={words().records.filter}
          icon={ListFilter}
          kind="quiet"
          size="sm"
          items={rest().map(([name, field]) => ({
            label: text(field.label),
            onSelect: () => setFresh(name),
          }))}
        />
      </Show>
      <Show when={shown().length > 1}>
        <Button kind="quiet" size="sm" onClick={() => props.onClear()}>
          {words().records.clearFilters}
        </Button>
      </Show>
    </div>
  )
}

interface FilterChipProps {
  field: FieldDef
  value: string | undefined
  open: boolean
  onChange: (value: string | undefined) => void
  onClosed: () => void
}

function FilterChip(props: FilterChipProps) {
  const words = useWords()
  const text = useText()
  const format = useFormat()
  const [open, setOpen] = createSignal(props.open)
  let anchor: HTMLSpanElement | undefined
  const chosen = () => (props.value === undefined ? [] : props.value.split(','))
  const label = () => {
    const { field, value } = props
    if (value === undefined) return undefined
    if (field.type === 'select') return chosenLabels(field, value).map(text).join(', ')
    if (field.type === 'boolean') return value === 'true' ? words().records.yes : words().records.no
    return words().records.atLeast(format.number(Number(value)))
  }
  const close = () => {
    setOpen(false)
    props.onClosed()
  }
  const toggle = (option: string, on: boolean) => {
    const next = on ? [...chosen(), option] : chosen().filter((one) => one !== option)
    props.onChange(next.length === 0 ? undefined : next.join(','))
  }
  return (
    <span
      ref={(element) => {
        anchor = element
      }}
    >
      <Chip
        label={text(props.field.label)}
        value={label()}
        onPress={() => (open() ? close() : setOpen(true))}
        onRemove={
          props.value === undefined
            ? undefined
            : () => {
                props.onChange(undefined)
                close()
              }
        }
      />
      <Popover
        open={open()}
        onClose={close}
        anchor={() => anchor}
        label={text(props.field.label)}
        class="filter-pop"
      >
        <Switch>
          <Match when={props.field.type === 'select' && props.field}>
            {(field) => (
              <For
                each={Object.entries(field().options).sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0))}
              >
                {([option, { label: name }]) => (
                  <Checkbox
                    label={text(name)}
                    checked={chosen().includes(option)}
                    onChange={(on) => toggle(option, on)}
                  />
                )}
              </For>
            )}
          </Match>
          <Match when={props.field.type === 'boolean'}>
            <RadioGroup
              label={text(props.field.label)}
              value={props.value ?? null}
              options={[
                { value: 'true', label: words().records.yes },
                { value: 'false', label: words().records.no },
              ]}
              onChange={props.onChange}
            />
          </Match>
          <Match when={true}>
            <NumberInput
              label={words().records.atLeast(text(props.field.label))}
              value={props.value === undefined ? null : Number(props.value)}
              onChange={(value) => props.onChange(value === null ? undefined : String(value))}
            />
          </Match>
        </Switch>
      </Popover>
    </span>
  )
}
