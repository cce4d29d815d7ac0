import { For } from 'solid-js'

export interface StageProps {
  /** Readiness of the city from 1 to 5; 0 shows no bar. */
  level: 0 | 1 | 2 | 3 | 4 | 5
}

/** Readiness as five growing bars. Decoration: the level in words stands beside it. */
export function Stage(props: StageProps) {
  return (
    <span class="stage" data-level={props.level} aria-hidden="true">
      <For each={[1, 2, 3, 4, 5]}>{() => <i />}</For>
    </span>
  )
}
