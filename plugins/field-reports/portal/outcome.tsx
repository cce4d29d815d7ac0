import { useFormat } from '@saola/sdk-web'
import type { Draft } from '@saola/sdk-web/portal'
import { Match, Show, Switch } from 'solid-js'
import { words } from './words.ts'

/** What came of pressing send, or of "me too". */
export type Outcome = { kind: 'report' | 'follow'; draft: Draft; code?: string }

interface Answer {
  code?: string
  path?: string
  public?: boolean
  followers?: number
}

export const answerOf = (draft: Draft): Answer | undefined => draft.answer as Answer | undefined

/** The heading says whether the server has it; nothing is called sent that it has not answered. */
export function headingOf({ kind, draft }: Outcome, lang: 'vi' | 'en'): string {
  const t = words[lang]
  if (draft.state !== 'sent') return t.waiting
  return kind === 'follow' ? t.metooSent : t.sent
}

export function OutcomeScreen(props: { outcome: Outcome; lang: 'vi' | 'en' }) {
  const t = () => words[props.lang]
  const format = useFormat()
  const answer = () => answerOf(props.outcome.draft)
  const isFollow = () => props.outcome.kind === 'follow'
  const code = () => answer()?.code ?? props.outcome.code
  return (
    <Switch>
      <Match when={props.outcome.draft.state === 'sent'}>
        <p>{isFollow() ? t().metooSentNote(format.number(answer()?.followers ?? 1)) : t().sentNote}</p>
        <p class="num fr-code">{code()}</p>
        <Show when={isFollow() || answer()?.public !== false} fallback={<p>{t().sentHidden}</p>}>
          <p>
            <a class="btn" href={`/portal/field-reports/${code()}?lang=${props.lang}`}>
              {t().follow}
            </a>
          </p>
        </Show>
      </Match>
      <Match when={true}>
        <p>{isFollow() ? t().metooWaiting : t().waitingNote}</p>
      </Match>
    </Switch>
  )
}
