import { type JSX, Show } from 'solid-js'
import { useKit } from '../locale/kit.tsx'
import { Shape, type Tone } from '../shape/shape.tsx'

export interface AlertRowProps {
  tone: Tone
  /** The severity in the model's own word, read aloud before the title. */
  toneLabel?: string
  title: JSX.Element
  href?: string
  /** Where, from what. */
  detail?: JSX.Element
  /** The hour. */
  time?: JSX.Element
  /** Since when. */
  age?: JSX.Element
  /** Nobody has taken it yet: tinted and marked. */
  fresh?: boolean
  /** The one that the keys A S M I act on. */
  current?: boolean
  /** Who took it, until when it is silent. */
  taken?: JSX.Element
  /** Buttons, on the current one. */
  actions?: JSX.Element
}

/** A row of the alert centre: shape, what, where, since, acts. */
export function AlertRow(props: AlertRowProps) {
  const kit = useKit()
  return (
    <li
      class="alert"
      data-tone={props.tone}
      data-fresh={props.fresh ? '' : undefined}
      aria-current={props.current ? 'true' : undefined}
    >
      <Shape tone={props.tone} />
      <div>
        <span class="sr">{props.toneLabel ?? kit.words().tone[props.tone]}: </span>
        <Show when={props.href} fallback={<span class="alert-title">{props.title}</span>}>
          {(href) => (
            <a class="alert-title" href={href()}>
              {props.title}
            </a>
          )}
        </Show>
        <Show when={props.detail}>
          <div class="meta">{props.detail}</div>
        </Show>
      </div>
      <div class="alert-when meta">
        <Show when={props.time}>
          <span class="num">{props.time}</span>
        </Show>
        <span>{props.age}</span>
      </div>
      <Show when={props.taken}>
        <div class="alert-taken meta">{props.taken}</div>
      </Show>
      <Show when={props.actions}>
        <div class="alert-acts">{props.actions}</div>
      </Show>
    </li>
  )
}
