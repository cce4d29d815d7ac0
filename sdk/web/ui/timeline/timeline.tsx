import { For, type JSX, Show } from 'solid-js'
import { Icon } from '../icon/icon.tsx'
import type { IconComponent } from '../icon/make.tsx'
import { formatDateTime, type Moment, toMillis } from '../locale/format.ts'
import { useKit } from '../locale/kit.tsx'
import type { Tone } from '../shape/shape.tsx'

export interface TimelineEntry {
  at: Moment
  /** Instead of the hour: `T6 15:42`. */
  when?: string
  icon?: IconComponent
  tone?: Tone
  text: JSX.Element
  /** Second line. */
  detail?: JSX.Element
}

export interface TimelineProps {
  /** Newest first. */
  entries: readonly TimelineEntry[]
  label?: string
}

/** What happened. */
export function Timeline(props: TimelineProps) {
  const kit = useKit()
  const shown = (moment: Moment, style: 'time' | 'exact') =>
    formatDateTime(moment, kit.lang(), style, kit.timeZone())
  return (
    <ol class="timeline" aria-label={props.label}>
      <For each={props.entries}>
        {(entry) => (
          <li>
            <time datetime={new Date(toMillis(entry.at)).toISOString()} title={shown(entry.at, 'exact')}>
              {entry.when ?? shown(entry.at, 'time')}
            </time>
            <span class="pin" data-tone={entry.tone}>
              <Show when={entry.icon}>{(icon) => <Icon of={icon()} />}</Show>
            </span>
            <div>
              {entry.text}
              <Show when={entry.detail}>
                <div class="meta">{entry.detail}</div>
              </Show>
            </div>
          </li>
        )}
      </For>
    </ol>
  )
}
