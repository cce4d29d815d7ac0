import { Num, Shape, type Tone } from '@saola/sdk-web'
import { For, Show } from 'solid-js'

/** One bar: what is counted, how many, and where the records are. */
export interface Bar {
  id: string
  label: string
  count: number
  tone?: Tone
  /** Less than the others: a rest, or records without a value. */
  quiet?: boolean
  unit?: string
  href?: string
}

/** Bars under one another, each opening the records behind its number. */
export function Bars(props: { bars: readonly Bar[]; label: string }) {
  const most = () => Math.max(0, ...props.bars.map(({ count }) => count))
  return (
    <ul class="bars" aria-label={props.label}>
      <For each={props.bars.map(({ id }) => id)}>
        {(id) => {
          // By id, so that a bar moves and grows instead of being drawn anew.
          let last: Bar | undefined
          const bar = () => {
            last = props.bars.find((one) => one.id === id) ?? last
            return last as Bar
          }
          return (
            <li class="bars-row" data-quiet={bar().quiet ? '' : undefined}>
              <span class="bars-name">
                <Show when={bar().tone}>
                  {(tone) => (
                    <span class="tone" data-tone={tone()}>
                      <Shape tone={tone()} />
                    </span>
                  )}
                </Show>
                <Show when={bar().href} fallback={bar().label}>
                  {(href) => (
                    <a class="bars-link" href={href()}>
                      {bar().label}
                    </a>
                  )}
                </Show>
              </span>
              <span class="bars-track" aria-hidden="true">
                <span
                  class="bars-bar"
                  data-tone={bar().tone}
                  style={{ 'inline-size': `${most() > 0 ? (Math.max(0, bar().count) / most()) * 100 : 0}%` }}
                />
              </span>
              <Num value={bar().count} unit={bar().unit} />
            </li>
          )
        }}
      </For>
    </ul>
  )
}
