import { Button, Facts, Note, StatusBadge, Timeline, useFormat } from '@saola/sdk-web'
import {
  type PortalViewProps,
  portalWords,
  problemText,
  useAct,
  useQueue,
  WifiOffIcon,
} from '@saola/sdk-web/portal'
import { createSignal, For, onMount, Show } from 'solid-js'
import type { PublicReport } from '../public/public-report.ts'
import { followOf } from './near.tsx'
import { isDone, stateOf, toneOf } from './status.ts'
import { timeOf } from './time.ts'
import { inLang, words } from './words.ts'
import './report.css'

interface Data {
  code: string
  report: PublicReport | null
  /** When this was true. */
  at: string
}

/** What everybody may read of one report. */
export default function One(props: PortalViewProps<Data>) {
  const t = () => words[props.lang]
  return (
    <Show
      when={props.data.report}
      fallback={
        <section class="fr-one">
          <h1>{t().missing(props.data.code)}</h1>
          <p>{t().missingNote}</p>
          <FindForm lang={props.lang} />
        </section>
      }
    >
      {(report) => <Report {...props} report={report()} />}
    </Show>
  )
}

function Report(props: PortalViewProps<Data> & { report: PublicReport }) {
  const t = () => words[props.lang]
  const time = (at: string) => timeOf(at, props.lang)
  const report = () => props.report
  const [offline, setOffline] = createSignal(false)
  onMount(() => setOffline(!navigator.onLine))
  return (
    <article class="fr-one">
      <header>
        <p class="fr-number">{report().code}</p>
        <h1>{inLang(report().category.name, props.lang)}</h1>
        <p class="fr-line">
          <StatusBadge tone={toneOf(report().status)} label={stateOf(report().status, props.lang)} />
          <Due report={report()} at={props.data.at} lang={props.lang} />
        </p>
        <p>{t().says[report().status]}</p>
        <p class="meta">
          {t().asOf(time(props.data.at))}
          <Show when={report().followers > 0}>{` · ${t().followers(String(report().followers))}`}</Show>
        </p>
      </header>
      <Show when={offline()}>
        <Note icon={WifiOffIcon}>{t().offlineCopy}</Note>
      </Show>
      <Show when={report().status === 'merged'}>
        <Note>
          <Show when={report().mergedInto} fallback={t().mergedHidden}>
            {(code) => (
              <a href={`/portal/field-reports/${code()}?lang=${props.lang}`}>{t().merged(code())}</a>
            )}
          </Show>
        </Note>
      </Show>
      <Show when={report().sensitive}>
        <Note>{t().rounded}</Note>
      </Show>
      <Photos title={t().afterPhotos} ids={report().afterPhotos} alt={t().afterPhoto} />
      <Photos title={t().photos} ids={report().photos} alt={t().photo} />
      <section>
        <p class="fr-text">{report().description}</p>
        <Facts
          items={[
            ...(placeOf(report(), props.lang)
              ? [{ name: t().place, value: placeOf(report(), props.lang) }]
              : []),
            ...named(t().commune, report().commune, props.lang),
            { name: t().requested, value: <span class="fr-num">{time(report().requestedAt)}</span> },
            ...named(t().unit, report().unit, props.lang),
          ]}
        />
      </section>
      <Show when={!isDone(report().status) && props.live}>
        <MeToo code={report().code} lang={props.lang} />
      </Show>
      <section>
        <h2 class="fr-h2">{t().answers}</h2>
        <For each={report().comments.toReversed()} fallback={<p class="meta">{t().noAnswers}</p>}>
          {(one) => (
            <p class="fr-answer">
              {one.text} <span class="meta fr-num">{time(one.at)}</span>
            </p>
          )}
        </For>
      </section>
      <section>
        <h2 class="fr-h2">{t().history}</h2>
        <div class="fr-history">
          <Timeline
            label={t().history}
            entries={report()
              .history.toReversed()
              .map(({ status, at }) => ({
                at,
                when: time(at),
                tone: toneOf(status),
                text: stateOf(status, props.lang),
              }))}
          />
        </div>
      </section>
    </article>
  )
}

/** How the deadline stands, counted on the server as well, so that it reads without script. */
function Due(props: { report: PublicReport; at: string; lang: 'vi' | 'en' }) {
  const t = () => words[props.lang]
  const format = useFormat()
  const done = () => {
    if (!isDone(props.report.status)) return undefined
    return props.report.history.findLast(({ status }) => status === props.report.status)?.at
  }
  const span = (from: string, to: string) => format.duration(Math.abs(Date.parse(to) - Date.parse(from)))
  return (
    <Show
      when={!isDone(props.report.status)}
      fallback={
        <Show when={['resolved', 'closed'].includes(props.report.status) && done()}>
          {(at) => (
            <span class="meta">
              {t().doneIn} {span(props.report.requestedAt, at())}
            </span>
          )}
        </Show>
      }
    >
      <Show when={props.report.dueAt}>
        {(due) => {
          const late = () => Date.parse(due()) < Date.parse(props.at)
          return (
            <span class="meta">
              {t().due} <span class="fr-num">{timeOf(due(), props.lang)}</span>
              {', '}
              <span class={late() ? 't-high' : undefined}>
                {late() ? t().dueOver(span(due(), props.at)) : t().dueIn(span(due(), props.at))}
              </span>
            </span>
          )
        }}
      </Show>
    </Show>
  )
}

function Photos(props: { title: string; ids: readonly string[]; alt: (at: number) => string }) {
  return (
    <Show when={props.ids.length > 0}>
      <section>
        <h2 class="fr-h2">{props.title}</h2>
        <div class="fr-photos">
          <For each={props.ids}>
            {(id, at) => (
              <a href={`/api/files/${id}?variant=large`}>
                <img src={`/api/files/${id}?variant=medium`} alt={props.alt(at() + 1)} loading="lazy" />
              </a>
            )}
          </For>
        </div>
      </section>
    </Show>
  )
}

function MeToo(props: { code: string; lang: 'vi' | 'en' }) {
  const t = () => words[props.lang]
  const act = useAct(() => followOf(props.code))
  const { queue, look } = useQueue('field-reports')
  onMount(() => void look())
  const isOwn = () =>
    queue().some(
      ({ route, answer }) => route === '/reports' && (answer as { code?: string })?.code === props.code,
    )
  const state = () => act.draft()?.state
  return (
    <section class="tile fr-metoo" aria-live="polite">
      <Show
        when={isOwn() || state() === 'sent'}
        fallback={
          <>
            <div>
              <b>{t().metooAsk}</b>
              <span class="meta">{state() === 'waiting' ? t().metooWaiting : t().metooNote}</span>
            </div>
            <Button busy={act.busy()} onClick={() => void act.send()}>
              {state() === 'waiting' ? portalWords[props.lang].sendNow : t().metoo}
            </Button>
          </>
        }
      >
        <b>{isOwn() ? t().metooOwn : t().metooDone}</b>
      </Show>
      <Show when={state() === 'refused' && act.draft()?.problem}>
        {(problem) => (
          <Note tone="high" role="alert">
            {problemText(problem())}
          </Note>
        )}
      </Show>
    </section>
  )
}

/** Works without script: the code goes into the address. */
export function FindForm(props: { lang: 'vi' | 'en' }) {
  const t = () => words[props.lang]
  return (
    <form class="fr-find" method="get" action="/portal/field-reports/find">
      <label class="label" for="find-code">
        {t().find}
      </label>
      <div class="line">
        <input
          class="input"
          id="find-code"
          name="code"
          required
          maxLength={20}
          autocomplete="off"
          autocapitalize="characters"
          placeholder="PA-2026-000123"
        />
        <button type="submit" class="btn">
          {t().findButton}
        </button>
      </div>
      <input type="hidden" name="lang" value={props.lang} />
    </form>
  )
}

function placeOf({ address, position, sensitive }: PublicReport, lang: 'vi' | 'en'): string | undefined {
  if (address) return address
  if (!position || sensitive) return undefined
  const written = (value: number) => value.toFixed(5).replace('.', lang === 'vi' ? ',' : '.')
  return words[lang].near(written(position[1]), written(position[0]))
}

function named(name: string, value: { vi: string; en: string } | null, lang: 'vi' | 'en') {
  return value ? [{ name, value: inLang(value, lang) }] : []
}
