import { Button, Icon, useFormat } from '@saola/sdk-web'
import { type DraftPhoto, Photo } from '@saola/sdk-web/portal'
import { Show } from 'solid-js'
import { AnswerIcon, HourglassIcon, TicketIcon } from './icons.ts'
import { words } from './words.ts'

export interface SummaryProps {
  lang: 'vi' | 'en'
  photos: readonly DraftPhoto[]
  category: string
  /** Address, commune, or that there is a pin. */
  place: string
  text: string
  onChange: () => void
}

/** What will be sent, in a few lines. */
export function Summary(props: SummaryProps) {
  const t = () => words[props.lang]
  return (
    <section class="tile fr-summary" aria-label={t().summary}>
      <Show when={props.photos[0]} keyed>
        {(photo) => <Photo blob={photo.blob} label={t().photo(1)} />}
      </Show>
      <div>
        <b>{props.category}</b>
        <span class="meta fr-clip">{props.place}</span>
        <span class="meta fr-clip">“{props.text}”</span>
        <Show when={props.photos.length === 0}>
          <span class="meta">{t().noPhoto}</span>
        </Show>
      </div>
      <Button kind="quiet" size="sm" onClick={() => props.onChange()}>
        {t().change}
      </Button>
    </section>
  )
}

/** What somebody may expect, as the category promises it. */
export function AfterSending(props: { lang: 'vi' | 'en'; hours: number; working: boolean }) {
  const t = () => words[props.lang]
  const format = useFormat()
  const due = () => (props.hours > 0 ? t().afterDue(format.number(props.hours), props.working) : t().afterNow)
  return (
    <section aria-labelledby="after-sending">
      <h2 id="after-sending" class="fr-h2">
        {t().after}
      </h2>
      <ul class="fr-after">
        <li>
          <Icon of={TicketIcon} />
          <span>
            <b>{t().afterCode[0]}</b> {t().afterCode[1]}
          </span>
        </li>
        <li>
          <Icon of={HourglassIcon} />
          <span>
            <b>{due()[0]}</b> {due()[1]}
          </span>
        </li>
        <li>
          <Icon of={AnswerIcon} />
          <span>
            <b>{t().afterAnswer[0]}</b> {t().afterAnswer[1]}
          </span>
        </li>
      </ul>
    </section>
  )
}
