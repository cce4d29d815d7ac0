import { createEffect, type JSX, on, Show } from 'solid-js'
import { Icon } from '../ui/icon/icon.tsx'
import { useKit } from '../ui/locale/kit.tsx'
import { Steps } from '../ui/steps/steps.tsx'
import { ArrowLeftIcon } from './icons.ts'
import { portalWords } from './words.ts'

export interface FormScreenProps {
  /** Of the whole form. */
  title: string
  /** Of this step; the heading of the page. */
  heading: string
  steps: readonly string[]
  current: number
  stepsLabel: string
  /** Where the arrow leads: a step back, or out of the form. */
  onBack?: () => void
  backHref: string
  /** A draft of it lies on the device. */
  kept?: boolean
  /** The one action of the step, at the thumb. */
  action: JSX.Element
  /** Under the action. */
  note?: JSX.Element
  children: JSX.Element
}

/** One step of a public form: as wide as a phone, with its one action at the bottom. */
export function FormScreen(props: FormScreenProps) {
  const kit = useKit()
  const words = () => portalWords[kit.lang()]
  let main: HTMLElement | undefined
  createEffect(
    on(
      () => props.heading,
      () => {
        // Whoever reads or uses keys begins the next step at its top.
        window.scrollTo(0, 0)
        main?.focus({ preventScroll: true })
      },
      { defer: true },
    ),
  )
  return (
    <div class="pf">
      <header>
        <div class="line">
          <a
            class="btn"
            data-kind="quiet"
            data-icon=""
            href={props.backHref}
            aria-label={words().back}
            onClick={(event) => {
              if (!props.onBack || props.current === 0) return
              event.preventDefault()
              props.onBack()
            }}
          >
            <Icon of={ArrowLeftIcon} />
          </a>
          <b class="push">{props.title}</b>
          <span class="meta" role="status">
            <Show when={props.kept}>{words().kept}</Show>
          </span>
        </div>
        <Steps label={props.stepsLabel} steps={props.steps} current={props.current} />
      </header>
      <main
        id="content"
        tabindex={-1}
        ref={(element) => {
          main = element
        }}
      >
        <h1>{props.heading}</h1>
        {props.children}
      </main>
      <footer>
        {props.action}
        <Show when={props.note}>
          <span class="meta pf-note">{props.note}</span>
        </Show>
      </footer>
    </div>
  )
}
