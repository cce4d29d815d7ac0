import { Button, EmptyState, List, ListRow, Skeleton, useFormat, useText } from '@saola/sdk-web'
import { createEffect, createMemo, createResource, For, on, Show } from 'solid-js'
import type { Names } from './names.ts'
import type { PointsClient } from './points/client.ts'
import { TONES } from './points/messages.ts'
import { useMapWords } from './words/words.ts'

export interface SeenListProps {
  client: PointsClient
  names: Names
  /** Changes whenever something else is in view. */
  seen: unknown
  /** Only the members of a cluster that never falls apart. */
  crowd: number | undefined
  onLeaveCrowd: () => void
  picked: string | undefined
  hrefOf: (place: { layer: string; id: string }) => string
}

const MOST = 100

/** What is in view as a list, the most urgent first: everything on the map can be reached without it. */
export function SeenList(props: SeenListProps) {
  const words = useMapWords()
  const text = useText()
  const format = useFormat()
  const [list] = createResource(
    () => ({ crowd: props.crowd, seen: props.seen }),
    ({ crowd }) => props.client.ask({ what: 'list', limit: MOST, cluster: crowd }),
  )
  createEffect(
    on(list, (found) => {
      if (found) props.names.want(found.items)
    }),
  )
  // The same row for the same record, so that the focus stays where it is.
  const items = createMemo<Map<string, { layer: string; id: string; tone: number }>>((before) => {
    const found = list.latest?.items ?? []
    return new Map(
      found.map((item) => {
        const key = `${item.layer}/${item.id}`
        const known = before.get(key)
        return [key, known && known.tone === item.tone ? known : item]
      }),
    )
  }, new Map())
  return (
    <>
      <Show when={props.crowd !== undefined}>
        <div class="map-crowd">
          <b>{words().together(format.number(list.latest?.total ?? 0))}</b>
          <Button size="sm" kind="quiet" onClick={() => props.onLeaveCrowd()}>
            {words().backToSeen}
          </Button>
        </div>
      </Show>
      <Show when={list.latest} fallback={<Skeleton lines={6} />}>
        {(found) => (
          <Show when={found().total > 0} fallback={<EmptyState title={words().noneSeen} />}>
            <List label={words().listHere}>
              <For each={[...items().values()]}>
                {(item) => {
                  const named = () => props.names.of(item)
                  const tone = () => named()?.tone ?? TONES[item.tone] ?? 'off'
                  const state = () => text(named()?.state) || words().tones[tone()]
                  return (
                    <ListRow
                      title={named() ? (named()?.name ?? words().unnamed) : '…'}
                      tone={tone()}
                      toneLabel={state()}
                      detail={state()}
                      href={props.hrefOf(item)}
                      current={`${item.layer}/${item.id}` === props.picked}
                    />
                  )
                }}
              </For>
            </List>
            <Show when={found().total > found().items.length}>
              <p class="map-first meta">
                {words().first(format.number(found().items.length), format.number(found().total))}
              </p>
            </Show>
          </Show>
        )}
      </Show>
    </>
  )
}
