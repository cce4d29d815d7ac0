import { For, type JSX, Show } from 'solid-js'
import { useFormat, useKit } from '../ui/locale/kit.tsx'
import { Shape, type Tone } from '../ui/shape/shape.tsx'
import type { Draft, DraftProblem, DraftState } from './queue/draft.ts'
import { portalWords } from './words.ts'

const TONES: Record<DraftState, Tone> = {
  writing: 'off',
  waiting: 'hold',
  sending: 'accent',
  sent: 'ok',
  refused: 'high',
}

export interface DraftListProps {
  drafts: readonly Draft[]
  /** Names a draft: its category, its code once sent. */
  title: (draft: Draft) => JSX.Element
  onSend: () => void
  /** Takes one that was refused back into its form, to be mended. Not given: it can only be removed. */
  onEdit?: (draft: Draft) => void
  onRemove: (id: string) => void
}

/** All that a problem says, in one line. */
export function problemText({ title, help, details = [] }: DraftProblem): string {
  // Where the values are named, the general advice adds nothing.
  return [title, ...details.map(({ text }) => text), details.length === 0 ? help : undefined]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => (/[.!?:]$/.test(part ?? '') ? part : `${part}.`))
    .join(' ')
}

/** What lies on this device, and how far it has come; nothing is called sent that the server has not answered. */
export function DraftList(props: DraftListProps) {
  const kit = useKit()
  const format = useFormat()
  const words = () => portalWords[kit.lang()]
  return (
    <Show when={props.drafts.length > 0}>
      <section class="tile pf-drafts" aria-label={words().drafts}>
        <h2>{words().drafts}</h2>
        <ul>
          <For each={props.drafts}>
            {(draft) => (
              <li data-state={draft.state}>
                <Shape tone={TONES[draft.state]} />
                <div>
                  <b>{props.title(draft)}</b>
                  <span class="meta" role="status">
                    {draft.state === 'waiting' && draft.held === 'server'
                      ? words().busy
                      : words().states[draft.state]}
                    <Show when={draft.problem}>{(problem) => `: ${problemText(problem())}`}</Show>
                    {` · ${format.relative(draft.changedAt)}`}
                  </span>
                </div>
                <div class="line">
                  <Show when={draft.state === 'waiting'}>
                    <button type="button" class="btn" data-size="sm" onClick={props.onSend}>
                      {words().sendNow}
                    </button>
                  </Show>
                  <Show when={draft.state === 'refused' && props.onEdit}>
                    {(edit) => (
                      <button type="button" class="btn" data-size="sm" onClick={() => edit()(draft)}>
                        {words().edit}
                      </button>
                    )}
                  </Show>
                  <Show when={draft.state === 'sent' || draft.state === 'refused'}>
                    <button
                      type="button"
                      class="btn"
                      data-kind="quiet"
                      data-size="sm"
                      onClick={() => props.onRemove(draft.id)}
                    >
                      {words().remove}
                    </button>
                  </Show>
                </div>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
