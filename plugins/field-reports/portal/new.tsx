import { Button, Note, Textarea, TextInput, useFormat } from '@saola/sdk-web'
import {
  CategoryPicker,
  type Draft,
  DraftList,
  FormScreen,
  NeedsScript,
  PhotoPicker,
  type Pin,
  PinPicker,
  type PortalViewProps,
  portalWords,
  problemText,
  Trap,
  usePublicForm,
  WifiOffIcon,
} from '@saola/sdk-web/portal'
import { createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { Question } from '../models/question.ts'
import type { GivenAnswers } from '../public/answers.ts'
import { placeProblem } from '../public/place.ts'
import { iconOf, PhoneIcon } from './icons.ts'
import { Near } from './near.tsx'
import { answerOf, headingOf, type Outcome, OutcomeScreen, pageOf } from './outcome.tsx'
import { communeText, PlaceNote } from './place-note.tsx'
import { Questions } from './questions.tsx'
import { AfterSending, Summary } from './summary.tsx'
import { useCommunes } from './units.ts'
import { inLang, words } from './words.ts'
import './report.css'

interface Data {
  categories: {
    code: string
    name: string
    icon: string
    hours: number
    working: boolean
    questions: Question[]
  }[]
}

interface Values {
  category: string
  description: string
  location: { type: 'Point'; coordinates: [number, number] }
  address: string
  name: string
  phone: string
  answers: GivenAnswers
}

const LAST = 2
/** Direction marks and control characters come with pasted text; nobody sees them and no report takes them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are taken out
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const seen = (text: string) => text.replace(UNSEEN, '')

/** A report in three steps, each with one act at the thumb. */
export default function New(props: PortalViewProps<Data>) {
  const t = () => words[props.lang]
  const parts = () => portalWords[props.lang]
  const format = useFormat()
  const form = usePublicForm<Values>({ plugin: 'field-reports', route: '/reports', photosAs: 'photos' })
  const [step, setStep] = createSignal(0)
  const [busy, setBusy] = createSignal(false)
  const [fromPhoto, setFromPhoto] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  const [finished, setOutcome] = createSignal<Outcome>()
  // What waits may go while its screen is still open.
  const outcome = createMemo(() => {
    const done = finished()
    const now = done && form.queue().find(({ id }) => id === done.draft.id)
    return now ? { ...done, draft: now } : done
  })
  const pin = createMemo<Pin | null>(
    () => {
      const [longitude, latitude] = form.values().location?.coordinates ?? []
      return latitude === undefined || longitude === undefined ? null : { latitude, longitude }
    },
    null,
    { equals: (a, b) => a?.latitude === b?.latitude && a?.longitude === b?.longitude },
  )
  const [accuracy, setAccuracy] = createSignal<number>()
  const place = ({ latitude, longitude, accuracy: metres }: Pin) => {
    setAccuracy(metres)
    setFromPhoto(false)
    form.set({ location: { type: 'Point', coordinates: [longitude, latitude] } })
  }
  const shownPin = (): Pin | null => {
    const at = pin()
    const metres = accuracy()
    return at && metres !== undefined ? { ...at, accuracy: metres } : at
  }
  const address = createMemo(() => form.values().address ?? '')
  const communes = props.live ? useCommunes(pin, address) : () => []
  const outside = () => {
    const at = pin()
    const problem = at && placeProblem(at.longitude, at.latitude)
    return problem ? inLang(problem, props.lang) : undefined
  }
  const category = () => props.data.categories.find(({ code }) => code === form.values().category)
  const ready = () => {
    const { description } = form.values()
    if (step() === 0) return pin() ? outside() === undefined : address().trim() !== ''
    return category() !== undefined && Boolean(description?.trim())
  }
  const placeText = () => {
    const [commune] = communes()
    const named = commune ? communeText(commune, props.lang) : ''
    return [address().trim(), named].filter(Boolean).join(', ') || t().pinOnly
  }

  // Each step is a place in the history: the way back of the phone goes one step back, not out of the form.
  const go = (next: number) => {
    history.pushState({ step: next }, '')
    setStep(next)
  }
  onMount(() => {
    history.replaceState({ step: 0 }, '')
    const back = ({ state }: PopStateEvent) => setStep((state as { step?: number } | null)?.step ?? 0)
    window.addEventListener('popstate', back)
    onCleanup(() => window.removeEventListener('popstate', back))
  })

  const finish = (done: Outcome) => {
    setOutcome(done)
    setAccuracy(undefined)
    setFromPhoto(false)
    go(0)
  }
  const send = async () => {
    setBusy(true)
    setFailed(false)
    const draft = await form.send()
    setBusy(false)
    setFailed(draft.state === 'waiting' && form.unkept())
    if (draft.state === 'sent' || (draft.state === 'waiting' && !form.unkept()))
      finish({ kind: 'report', draft })
  }
  const again = () => {
    setOutcome(undefined)
    setStep(0)
  }

  return (
    <FormScreen
      title={t().title}
      heading={outcome() ? headingOf(outcome() as Outcome, props.lang) : (t().headings[step()] ?? '')}
      steps={t().steps}
      stepsLabel={t().stepsLabel}
      current={outcome() ? (outcome()?.draft.state === 'sent' ? t().steps.length : LAST) : step()}
      backHref={`/portal?lang=${props.lang}`}
      onBack={outcome() ? undefined : () => history.back()}
      kept={form.kept() && !outcome()}
      action={
        <Switch
          fallback={
            <Button kind="primary" disabled={!props.live || !ready()} onClick={() => go(step() + 1)}>
              {t().next[step()]}
            </Button>
          }
        >
          <Match when={outcome()}>
            {(done) => (
              <>
                <Show when={pageOf(done(), props.lang)}>
                  {(href) => (
                    <Button kind="primary" href={href()}>
                      {t().follow}
                    </Button>
                  )}
                </Show>
                <Button kind={pageOf(done(), props.lang) ? 'plain' : 'primary'} onClick={again}>
                  {t().again}
                </Button>
              </>
            )}
          </Match>
          <Match when={step() === LAST}>
            <Button kind="primary" busy={busy()} disabled={!ready()} onClick={() => void send()}>
              {t().send}
            </Button>
          </Match>
        </Switch>
      }
      note={outcome() ? undefined : ready() || !props.live ? t().note : t().needs[step()]}
    >
      <Show
        when={props.live}
        fallback={
          <NeedsScript>
            <a href="tel:112">112</a>
          </NeedsScript>
        }
      >
        <Show when={form.unkept() && !outcome()}>
          <Note tone="high" role="status" title={parts().unkept}>
            {parts().unkeptNote}
          </Note>
        </Show>
        <Switch>
          <Match when={outcome()}>{(done) => <OutcomeScreen outcome={done()} lang={props.lang} />}</Match>
          <Match when={step() === 0}>
            <DraftList
              drafts={form.queue()}
              title={(draft) => titleOf(draft)}
              onSend={() => void form.sendAll()}
              onEdit={(draft) => void form.edit(draft.id)}
              onRemove={(id) => void form.remove(id)}
            />
            <PhotoPicker
              photos={form.photos()}
              onAdd={(added) => {
                form.setPhotos([...form.photos(), ...added.map(({ name, blob }) => ({ name, blob }))])
                const known = added.find(({ position }) => position)?.position
                if (!known || pin() || placeProblem(known.longitude, known.latitude)) return
                place(known)
                setFromPhoto(true)
              }}
              onRemove={(index) => form.setPhotos(form.photos().filter((_, at) => at !== index))}
            />
            <p class="meta">{t().photoNote}</p>
            <PinPicker value={shownPin()} onChange={place}>
              <PlaceNote lang={props.lang} found={communes()} certain={pin() !== null} />
              <Show when={fromPhoto() && pin()} fallback={<Show when={!pin()}>{hint(t().askPlace)}</Show>}>
                {hint(t().fromPhoto)}
              </Show>
            </PinPicker>
            <Show when={outside()}>
              {(text) => (
                <Note tone="high" role="alert">
                  {text()}
                </Note>
              )}
            </Show>
            <TextInput
              label={t().address}
              hint={t().addressHelp}
              maxLength={300}
              autocomplete="street-address"
              value={address()}
              onChange={(value) => form.set({ address: seen(value) })}
            />
          </Match>
          <Match when={step() === 1}>
            <CategoryPicker
              label={t().kind}
              options={props.data.categories.map(({ code, name, icon }) => ({
                value: code,
                label: name,
                icon: iconOf(icon),
              }))}
              value={form.values().category ?? null}
              onChange={(chosen) => form.set({ category: chosen, answers: {} })}
            />
            <Textarea
              label={t().text}
              hint={t().count(format.number((form.values().description ?? '').length))}
              maxLength={4000}
              value={form.values().description ?? ''}
              onChange={(value) => form.set({ description: seen(value) })}
            />
            <Near
              lang={props.lang}
              category={form.values().category}
              pin={pin()}
              online={form.online()}
              onFollowed={(draft, code) => {
                if (draft.state === 'sent') void form.clear()
                finish({ kind: 'follow', draft, code })
              }}
            />
            <Questions
              lang={props.lang}
              questions={category()?.questions ?? []}
              answers={form.values().answers ?? {}}
              onChange={(answers) => form.set({ answers })}
            />
            <Note
              tone="high"
              title={t().urgent}
              action={
                <Button href="tel:112" size="sm" icon={PhoneIcon}>
                  {t().call}
                </Button>
              }
            >
              {t().urgentNote}
            </Note>
          </Match>
          <Match when={step() === LAST}>
            <Summary
              lang={props.lang}
              photos={form.photos()}
              category={category()?.name ?? ''}
              place={placeText()}
              text={form.values().description ?? ''}
              onChange={() => history.go(-LAST)}
            />
            <TextInput
              label={t().phone}
              optional
              type="tel"
              inputmode="tel"
              autocomplete="tel"
              maxLength={30}
              hint={t().phoneHelp}
              error={detailOf(form.draft()?.problem, 'Phone')}
              value={form.values().phone ?? ''}
              onChange={(phone) => form.set({ phone: seen(phone) })}
            />
            <TextInput
              label={t().name}
              optional
              autocomplete="name"
              maxLength={120}
              value={form.values().name ?? ''}
              onChange={(name) => form.set({ name: seen(name) })}
            />
            <Show when={category()}>
              {(one) => <AfterSending lang={props.lang} hours={one().hours} working={one().working} />}
            </Show>
            <Trap value={form.draft()?.trap ?? ''} onChange={form.setTrap} />
            <Show when={form.draft()?.problem}>
              {(problem) => (
                <Note tone="high" role="alert" title={parts().states.refused}>
                  {problemText(problem())}
                </Note>
              )}
            </Show>
            <Show when={failed()}>
              <Note tone="high" role="alert" title={parts().offline}>
                {parts().notSent}
              </Note>
            </Show>
            <Show when={!form.online() && !form.unkept()}>
              <Note icon={WifiOffIcon} title={parts().offline}>
                {parts().offlineNote}
              </Note>
            </Show>
          </Match>
        </Switch>
      </Show>
    </FormScreen>
  )

  function titleOf(draft: Draft) {
    const followed = /^\/reports\/(PA-[\d-]+)\//.exec(draft.route)?.[1]
    const code = answerOf(draft)?.code
    const name = props.data.categories.find((one) => one.code === draft.values.category)?.name ?? t().title
    const text = followed ? `${t().metoo}: ${followed}` : (code ?? name)
    const isPublic = followed !== undefined || answerOf(draft)?.public === true
    return code && isPublic ? <a href={`/portal/field-reports/${code}?lang=${props.lang}`}>{text}</a> : text
  }
}

const hint = (text: string) => <span class="meta">{text}</span>

/** What the server found wrong with a value, beside its control. */
function detailOf(problem: Draft['problem'], name: string): string | undefined {
  return problem?.details?.find(({ field }) => field.toLowerCase().endsWith(name.toLowerCase()))?.text
}
