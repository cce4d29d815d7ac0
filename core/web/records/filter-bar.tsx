import type { FieldDef } from '@saola/sdk'
import {
  Button,
  Checkbox,
  Chip,
  MenuButton,
  NumberInput,
  Popover,
  RadioGroup,
  type UiModel,
  useFormat,
  useText,
} from '@saola/sdk-web'
import { ListFilter } from 'lucide-solid'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { choicesOf, chosenLabels, chosenOf, type FilterValues, filterable, filterField } from './filters.ts'
import { useNames } from './names.ts'
import { isNamed, namedPeriods, periodWords } from './period-words.ts'

export interface FilterBarProps {
  model: UiModel | undefined
  values: FilterValues
  /** The address also holds conditions that no chip can say. */
  more?: boolean
  /** Undefined takes the filter off. */
  onChange: (field: string, value: string | undefined) => void
  onClear: () => void
  /** Takes those conditions off. */
  onClearMore?: () => void
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
          <Show when={filterField(props.model, name)}>
            {(field) => (
              <FilterChip
                plugin={props.model?.plugin ?? ''}
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
      <Show when={props.more}>
        <Chip label={words().records.otherFilter} pressed onRemove={() => props.onClearMore?.()} />
      </Show>
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
      <Show when={shown().length + (props.more ? 1 : 0) > 1}>
        <Button kind="quiet" size="sm" onClick={() => props.onClear()}>
          {words().records.clearFilters}
        </Button>
      </Show>
    </div>
  )
}

interface FilterChipProps {
  /** Whose model the field is of. */
  plugin: string
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
  const choices = () =>
    Object.entries(choicesOf(props.field)).sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0))
  const chosen = () => {
    if (props.value === undefined || props.value === '-') return []
    const { values, none } = chosenOf(props.field, props.value)
    return none && choices().length > 0
      ? choices().flatMap(([option]) => (values.includes(option) ? [] : [option]))
      : values
  }
  const names = useNames(
    () => props.plugin,
    () => props.field,
    // All of them only for somebody who chooses.
    () => (open() ? undefined : chosen()),
  )
  const none = (value: string, values: string) =>
    value.startsWith('!') ? words().records.noneOf(values) : values
  const label = () => {
    const { field, value } = props
    if (value === undefined) return undefined
    if (value === '-') return words().records.noValue
    if (field.type === 'select' || field.type === 'status')
      return none(value, chosenLabels(field, value).map(text).join(', '))
    if (field.type === 'boolean') return value === 'true' ? words().records.yes : words().records.no
    if (field.type === 'datetime') return periodWords(value, words().period, format)
    if (field.type === 'number' || field.type === 'integer') {
      const number = format.number(Number(value.replace('=', '')))
      return value.startsWith('=') ? number : words().records.atLeast(number)
    }
    if (field.type === 'relation' || field.type === 'unit') {
      return none(
        value,
        chosen()
          .map((id) => names.of(id) ?? '…')
          .join(', '),
      )
    }
    return value.replace(/^=/, '')
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
          <Match when={choices().length > 0}>
            <For each={choices()}>
              {([option, { label: name }]) => (
                <Checkbox
                  label={text(name)}
                  checked={chosen().includes(option)}
                  onChange={(on) => toggle(option, on)}
                />
              )}
            </For>
          </Match>
          <Match when={props.field.type === 'relation' || props.field.type === 'unit'}>
            <For each={names.all()}>
              {({ id, name }) => (
                <Checkbox label={name} checked={chosen().includes(id)} onChange={(on) => toggle(id, on)} />
              )}
            </For>
          </Match>
          <Match when={props.field.type === 'datetime'}>
            <RadioGroup
              label={text(props.field.label)}
              value={props.value ?? null}
              options={[
                ...namedPeriods.map((period) => ({ value: period, label: words().period.named[period] })),
                ...(props.value === undefined || isNamed(props.value)
                  ? []
                  : [{ value: props.value, label: label() ?? props.value }]),
              ]}
              onChange={props.onChange}
            />
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
          <Match when={props.field.type === 'number' || props.field.type === 'integer'}>
            <NumberInput
              label={words().records.atLeast(text(props.field.label))}
              value={props.value === undefined ? null : Number(props.value.replace('=', ''))}
              onChange={(value) => props.onChange(value === null ? undefined : String(value))}
            />
          </Match>
        </Switch>
      </Popover>
    </span>
  )
}
