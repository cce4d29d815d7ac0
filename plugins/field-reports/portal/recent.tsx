import { Icon, Status } from '@saola/sdk-web'
import type { PortalViewProps } from '@saola/sdk-web/portal'
import { For, Show } from 'solid-js'
import type { PublicReport } from '../public/public-report.ts'
import { iconOf } from './icons.ts'
import { FindForm } from './one.tsx'
import { stateOf, toneOf } from './status.ts'
import { timeOf } from './time.ts'
import { inLang, words } from './words.ts'
import './report.css'

/** What people have reported lately. */
export default function Recent(props: PortalViewProps<{ reports: PublicReport[]; at: string }>) {
  const t = () => words[props.lang]
  return (
    <section class="fr-recent">
      <h1>{t().recent}</h1>
      <p class="meta">
        {t().recentNote} {t().asOf(timeOf(props.data.at, props.lang))}.
      </p>
      <FindForm lang={props.lang} />
      <Show
        when={props.data.reports.length > 0}
        fallback={
          <div class="tile fr-none">
            <b>{t().none}</b>
            <span class="meta">{t().noneNote}</span>
          </div>
        }
      >
        <ul class="tile">
          <For each={props.data.reports}>
            {(one) => (
              <li class="fr-row">
                <Show
                  when={one.photos[0]}
                  fallback={
                    <span class="fr-picture">
                      <Icon of={iconOf(one.category.icon)} />
                    </span>
                  }
                >
                  {(id) => (
                    <img class="fr-picture" src={`/api/files/${id()}?variant=thumb`} alt="" loading="lazy" />
                  )}
                </Show>
                <div>
                  <a class="row-link" href={`/portal/field-reports/${one.code}?lang=${props.lang}`}>
                    <b>{inLang(one.category.name, props.lang)}</b> <span class="meta fr-num">{one.code}</span>
                  </a>
                  <p class="fr-clip">{one.description}</p>
                  <Show when={one.address}>
                    <p class="meta fr-clip">{one.address}</p>
                  </Show>
                  <p class="meta fr-line">
                    <Status tone={toneOf(one.status)} label={stateOf(one.status, props.lang)} />
                    <span class="fr-num">{timeOf(one.requestedAt, props.lang)}</span>
                  </p>
                </div>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}
