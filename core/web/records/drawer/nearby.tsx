import type { MovingFilter } from '@saola/cql2'
import type { AnyRecord } from '@saola/sdk'
import {
  Button,
  EmptyState,
  List,
  MenuButton,
  type MenuItem,
  Skeleton,
  Status,
  toaster,
  toProblem,
  type UiModel,
  useFormat,
  useRecords,
  useText,
} from '@saola/sdk-web'
import { createMemo, For, Show } from 'solid-js'
import { titleOf } from '../describe.ts'
import { positionOf } from '../field-value.tsx'
import { shortCode } from '../inbox/columns.tsx'
import { toneOf } from '../tone.ts'
import { useRecordWords } from '../words/words.ts'
import { type InboxOptions, partsOf } from '../work/options.ts'
import { mergeStep, openSteps } from '../work/steps.ts'
import type { Work } from '../work/work.ts'
import { metresBetween, telling } from './alike.ts'

export interface NearbyProps {
  id: string
  model: UiModel | undefined
  record: AnyRecord
  options: InboxOptions
  work: Work
  onOpen: (id: string) => void
}

const MOST = 10

/** Others at the same place, and others about the same; two that are one become one. */
export function Nearby(props: NearbyProps) {
  const words = useRecordWords()
  const format = useFormat()
  const parts = createMemo(() => partsOf(props.model))
  const position = () => {
    const { point } = parts()
    return point === undefined ? undefined : positionOf(props.record[point])
  }
  const notThis = (): MovingFilter => ({ op: '<>', args: [{ property: 'id' }, props.record.id] })
  const near = useRecords(
    () => (position() ? props.id : ''),
    () => {
      const at = position() ?? ([0, 0] as const)
      return {
        near: { point: [at[0], at[1]], metres: props.options.near },
        sort: [{ field: 'near' }],
        filter: notThis(),
        limit: MOST,
      }
    },
  )
  const about = () => props.options.about
  const search = () => telling(titleOf(props.record, props.model) ?? '')
  const similar = useRecords(
    () => (about() !== undefined && search() !== '' && props.model?.search ? props.id : ''),
    () => ({
      search: search(),
      filter: {
        op: 'and',
        args: [
          notThis(),
          { op: '=', args: [{ property: about() ?? '' }, String(props.record[about() ?? ''] ?? '')] },
        ],
      },
      limit: MOST,
    }),
  )
  const nearIds = () => new Set(near.items.map(({ id }) => id))
  const alike = () => similar.items.filter(({ id }) => !nearIds().has(id))
  const distance = (other: AnyRecord) => {
    const [from, to] = [position(), parts().point && positionOf(other[parts().point ?? ''])]
    return from && to ? words().nearby.away(format.number(Math.round(metresBetween(from, to)))) : undefined
  }
  return (
    <Show when={!(position() && near.loading)} fallback={<Skeleton lines={4} />}>
      <Show
        when={near.items.length + alike().length > 0}
        fallback={<EmptyState title={words().nearby.none}>{words().nearby.noneNote}</EmptyState>}
      >
        <Show when={near.items.length > 0}>
          <section class="near-part">
            <h3>{words().nearby.near(format.number(props.options.near))}</h3>
            <List>
              <For each={near.items}>
                {(other) => <Other {...props} other={other} detail={distance(other)} />}
              </For>
            </List>
          </section>
        </Show>
        <Show when={alike().length > 0}>
          <section class="near-part">
            <h3>{words().nearby.similar}</h3>
            <List>
              <For each={alike()}>
                {(other) => <Other {...props} other={other} detail={distance(other)} />}
              </For>
            </List>
          </section>
        </Show>
      </Show>
    </Show>
  )
}

function Other(props: NearbyProps & { other: AnyRecord; detail: string | undefined }) {
  const words = useRecordWords()
  const text = useText()
  const format = useFormat()
  const parts = () => partsOf(props.model)
  const codeOf = (record: AnyRecord) =>
    shortCode(String(record[parts().code ?? ''] ?? '')) || record.id.slice(0, 8)
  const state = () => {
    const { status } = parts()
    return status && toneOf(props.other[status.name], status.field)
  }
  const made = () => String(props.other[props.options.due?.from ?? 'createdAt'] ?? props.other.createdAt)
  const merge = async (one: AnyRecord, into: AnyRecord) => {
    const open = mergeStep(props.id, props.model, openSteps(props.model, one))
    const { status } = parts()
    if (!open || !status) return
    try {
      await props.work.change({
        record: one,
        values: { [status.name]: open.step.to, [open.field]: into.id },
        done: words().nearby.merged(codeOf(one), codeOf(into)),
        undo: open.step.undo,
      })
    } catch (thrown) {
      toaster.show({ tone: 'crit', text: `${words().step.failed}: ${props.work.explain(toProblem(thrown))}` })
    }
  }
  const ways = (): MenuItem[] => {
    const may = (record: AnyRecord) =>
      props.model?.can.includes('update') && mergeStep(props.id, props.model, openSteps(props.model, record))
    return [
      ...(may(props.record)
        ? [
            {
              label: words().nearby.mergeInto(codeOf(props.other)),
              onSelect: () => void merge({ ...props.record }, props.other),
            },
          ]
        : []),
      ...(may(props.other)
        ? [
            {
              label: words().nearby.mergeHere(codeOf(props.other)),
              onSelect: () => void merge({ ...props.other }, props.record),
            },
          ]
        : []),
      { label: words().nearby.open, onSelect: () => props.onOpen(props.other.id) },
    ]
  }
  return (
    <li class="row near-row">
      <div class="row-main">
        <button type="button" class="link-like row-title" onClick={() => props.onOpen(props.other.id)}>
          {titleOf(props.other, props.model) ?? codeOf(props.other)}
        </button>
        <div class="meta line" data-wrap="">
          <span class="code">{codeOf(props.other)}</span>
          <Show when={state()}>
            {(valued) => <Status tone={valued().tone} label={text(valued().label)} />}
          </Show>
          <Show when={props.detail}>{(detail) => <span>{detail()}</span>}</Show>
          <time datetime={made()} title={format.dateTime(made(), 'exact')}>
            {format.relative(made())}
          </time>
        </div>
      </div>
      <Show
        when={ways().length > 1}
        fallback={
          <Button size="sm" kind="quiet" onClick={() => props.onOpen(props.other.id)}>
            {words().nearby.open}
          </Button>
        }
      >
        <MenuButton label={words().drawer.more} iconOnly size="sm" align="end" items={ways()} />
      </Show>
    </li>
  )
}
