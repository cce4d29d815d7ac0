import { createUniqueId, type JSX, Match, Show, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { ErrorState, type ErrorStateProps } from '../error/error.tsx'
import { Fresh, type FreshProps } from '../fresh/fresh.tsx'
import { Skeleton } from '../skeleton/skeleton.tsx'
import { join } from '../util/class.ts'

export interface TileProps {
  title: string
  /** Rank of the title in the page. Default 2. */
  level?: 2 | 3 | 4
  /** Beside the title: a count, a badge. */
  mark?: JSX.Element
  /** At the end of the head: buttons, segments, keys. */
  actions?: JSX.Element
  /** When what is inside was last true. */
  fresh?: FreshProps
  /** At the end of the foot: a link to everything behind it. */
  foot?: JSX.Element
  /** Content reaches the edges: lists, tables, maps. */
  flush?: boolean
  /** Nothing to show yet: lines of skeleton in place of the content. */
  loading?: boolean
  skeletonLines?: number
  /** Failed: what, and what still works. Old content, if any, is better kept with a late `fresh`. */
  error?: ErrorStateProps
  /** Nothing there: an `EmptyState`. */
  empty?: JSX.Element
  class?: string
  children?: JSX.Element
}

/** One thing worth knowing, on its own ground, with the time when it was true. */
export function Tile(props: TileProps) {
  const id = createUniqueId()
  return (
    <section class={join('tile', props.class)} aria-labelledby={id} aria-busy={props.loading || undefined}>
      <div class="tile-head">
        <Dynamic component={`h${props.level ?? 2}`} id={id} class="tile-title">
          {props.title}
        </Dynamic>
        {props.mark}
        <Show when={props.actions}>
          <span class="push" />
          {props.actions}
        </Show>
      </div>
      <div
        class="tile-body"
        data-flush={props.flush && !props.loading && !props.error && !props.empty ? '' : undefined}
      >
        <Switch fallback={props.children}>
          <Match when={props.error}>{(error) => <ErrorState {...error()} />}</Match>
          <Match when={props.loading}>
            <Skeleton lines={props.skeletonLines} />
          </Match>
          <Match when={props.empty}>{props.empty}</Match>
        </Switch>
      </div>
      <Show when={props.fresh || props.foot}>
        <div class="tile-foot">
          <Show when={props.fresh}>{(fresh) => <Fresh {...fresh()} />}</Show>
          <span class="push" />
          {props.foot}
        </div>
      </Show>
    </section>
  )
}
