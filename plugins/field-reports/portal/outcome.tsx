import { shapePath, useFormat } from '@saola/sdk-web'
import type { Draft } from '@saola/sdk-web/portal'
import { Show } from 'solid-js'
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
  if (draft.state !== 'sent') return draft.held === 'server' ? t.busy : t.waiting
  return kind === 'follow' ? t.metooSent : t.sent
}

/** Where the page of the report is; undefined where there is none for the public, or nothing was sent yet. */
export function pageOf({ kind, draft, code }: Outcome, lang: 'vi' | 'en'): string | undefined {
  const answer = answerOf(draft)
  if (draft.state !== 'sent' || (kind === 'report' && answer?.public === false)) return undefined
  return `/portal/field-reports/${answer?.code ?? code}?lang=${lang}`
}

export function OutcomeScreen(props: { outcome: Outcome; lang: 'vi' | 'en' }) {
  const t = () => words[props.lang]
  const format = useFormat()
  const answer = () => answerOf(props.outcome.draft)
  const isFollow = () => props.outcome.kind === 'follow'
  const isSent = () => props.outcome.draft.state === 'sent'
  return (
    <div class="fr-done">
      <svg class="sh" data-tone={isSent() ? 'ok' : 'hold'} viewBox="0 0 16 16" aria-hidden="true">
        <path fill-rule="evenodd" d={shapePath[isSent() ? 'ok' : 'hold']} />
      </svg>
      <Show when={isSent()} fallback={<p>{isFollow() ? t().metooWaiting : t().waitingNote}</p>}>
        <p>{isFollow() ? t().metooSentNote(format.number(answer()?.followers ?? 1)) : t().sentNote}</p>
        <p class="fr-code">{answer()?.code ?? props.outcome.code}</p>
        <Show when={pageOf(props.outcome, props.lang) === undefined}>
          <p>{t().sentHidden}</p>
        </Show>
      </Show>
    </div>
  )
}
