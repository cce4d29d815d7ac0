import { type JSX, Show } from 'solid-js'
import { Icon } from '../icon/icon.tsx'
import type { IconComponent } from '../icon/make.tsx'
import { Shape, type Tone } from '../shape/shape.tsx'

/** Rows one under the other, each with what it is, where, and when. */
export function List(props: { label?: string; children: JSX.Element }) {
  return (
    <ul class="list" aria-label={props.label}>
      {props.children}
    </ul>
  )
}

export interface ListRowProps {
  title: JSX.Element
  /** Second line. */
  detail?: JSX.Element
  /** At the end of the first line. */
  end?: JSX.Element
  /** At the end of the second line. */
  endDetail?: JSX.Element
  /** Shape at the start, with its word read aloud. */
  tone?: Tone
  toneLabel?: string
  /** Picture at the start, on its own ground. */
  icon?: IconComponent
  /** Address of a small picture at the start; null keeps its place where a row has none. */
  picture?: string | null
  /** The title becomes a link and the whole row can be pressed. */
  href?: string
  current?: boolean
}

/** One row of a list. */
export function ListRow(props: ListRowProps) {
  return (
    <li class="row" aria-current={props.current ? 'true' : undefined}>
      <Show when={props.tone}>
        {(tone) => (
          <span class="row-lead tone" data-tone={tone()}>
            <Shape tone={tone()} />
            <Show when={props.toneLabel}>
              <span class="sr">{props.toneLabel}: </span>
            </Show>
          </span>
        )}
      </Show>
      <Show when={props.icon}>
        {(icon) => (
          <span class="row-lead row-icon">
            <Icon of={icon()} />
          </span>
        )}
      </Show>
      <Show when={props.picture !== undefined}>
        <span class="row-picture">
          <Show when={props.picture}>
            {/* Decoration: what it shows is said by the title beside it. */}
            {(picture) => <img src={picture()} alt="" loading="lazy" decoding="async" />}
          </Show>
        </span>
      </Show>
      <div class="row-main">
        <div class="row-title">
          <Show when={props.href} fallback={props.title}>
            {(href) => (
              <a class="row-link" href={href()}>
                {props.title}
              </a>
            )}
          </Show>
        </div>
        <Show when={props.detail}>
          <div class="meta">{props.detail}</div>
        </Show>
      </div>
      <Show when={props.end || props.endDetail}>
        <div class="row-end">
          <div>{props.end}</div>
          <Show when={props.endDetail}>
            <div class="meta">{props.endDetail}</div>
          </Show>
        </div>
      </Show>
    </li>
  )
}
