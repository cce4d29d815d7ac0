import { For, Show } from 'solid-js'
import { useKit } from '../locale/kit.tsx'

export interface StepsProps {
  label: string
  steps: readonly string[]
  /** Index of the step one is at; the ones before are done. */
  current: number
}

/** Where one is on a way of few steps. */
export function Steps(props: StepsProps) {
  const kit = useKit()
  return (
    <ol class="steps" aria-label={props.label}>
      <For each={props.steps}>
        {(step, index) => (
          <li
            aria-current={index() === props.current ? 'step' : undefined}
            data-done={index() < props.current ? '' : undefined}
          >
            <span class="step-name clip">{step}</span>
            <Show when={index() < props.current}>
              <span class="sr">, {kit.words().stepDone}</span>
            </Show>
          </li>
        )}
      </For>
    </ol>
  )
}
