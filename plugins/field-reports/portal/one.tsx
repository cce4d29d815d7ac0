import type { PortalViewProps } from '@saola/sdk-web/portal'
import { For, Show } from 'solid-js'
import { states } from '../models/states.ts'
import type { PublicReport } from '../public/public-report.ts'
import { timeOf } from './time.ts'
import { words } from './words.ts'
import './one.css'

/** What everybody may read of one report. */
export default function One(props: PortalViewProps<PublicReport | null>) {
  const t = () => words[props.lang]
  const time = (at: string) => timeOf(at, props.lang)
  return (
    <article class="fr-one">
      <Show
        when={props.data}
        fallback={
          <>
            <h1>{t().missing(props.params.code ?? '')}</h1>
            <p>{t().missingNote}</p>
          </>
        }
      >
        {(report) => (
          <>
            <p class="meta num">{report().code}</p>
            <h1>{report().category.name[props.lang]}</h1>
            <p class="fr-state">{stateOf(report().status, props.lang)}</p>
            <p>{report().description}</p>
            <div class="fr-photos">
              <For each={report().photos}>
                {(id, at) => <img src={`/api/files/${id}?variant=medium`} alt={t().photo(at() + 1)} />}
              </For>
              <For each={report().afterPhotos}>
                {(id, at) => <img src={`/api/files/${id}?variant=medium`} alt={t().after(at() + 1)} />}
              </For>
            </div>
            <dl class="fr-facts">
              <dt>{t().place}</dt>
              <dd>{report().address ?? t().rounded}</dd>
              <dt>{t().requested}</dt>
              <dd class="num">{time(report().requestedAt)}</dd>
              <Show when={report().dueAt}>
                {(due) => (
                  <>
                    <dt>{t().due}</dt>
                    <dd class="num">{time(due())}</dd>
                  </>
                )}
              </Show>
            </dl>
            <h2>{t().history}</h2>
            <ol class="fr-steps">
              <For each={report().history}>
                {(one) => (
                  <li>
                    <b>{stateOf(one.status, props.lang)}</b> <span class="meta num">{time(one.at)}</span>
                  </li>
                )}
              </For>
            </ol>
            <Show when={report().comments.length > 0}>
              <h2>{t().answers}</h2>
              <For each={report().comments}>
                {(one) => (
                  <p>
                    {one.text} <span class="meta num">{time(one.at)}</span>
                  </p>
                )}
              </For>
            </Show>
          </>
        )}
      </Show>
    </article>
  )
}

/** The word for a status. */
export function stateOf(name: string, lang: 'vi' | 'en'): string {
  const known: Record<string, { label: { vi: string; en: string } }> = states
  return known[name]?.label[lang] ?? name
}
