import type { PortalViewProps } from '@saola/sdk-web/portal'
import { For } from 'solid-js'
import type { PublicReport } from '../public/public-report.ts'
import { stateOf } from './one.tsx'
import { timeOf } from './time.ts'
import { words } from './words.ts'
import './one.css'

/** What people have reported lately. */
export default function Recent(props: PortalViewProps<{ reports: PublicReport[] }>) {
  const t = () => words[props.lang]
  return (
    <section class="fr-recent">
      <h1>{t().recent}</h1>
      <ul>
        <For each={props.data.reports} fallback={<li>{t().none}</li>}>
          {(one) => (
            <li>
              <a href={`/portal/field-reports/${one.code}?lang=${props.lang}`}>
                {one.category.name[props.lang]} · <span class="num">{one.code}</span>
              </a>
              <p>{one.description}</p>
              <span class="meta">
                {stateOf(one.status, props.lang)} · {timeOf(one.requestedAt, props.lang)}
              </span>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
