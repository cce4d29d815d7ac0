import type { Lang, Text } from '@saola/sdk'
import { KitProvider, makeIcon, PortalShell, type UiDocument } from '@saola/sdk-web'
import { For, type JSX, Show } from 'solid-js'
import type { Words } from '../locales/vi.ts'
import { TownDrawing } from './town-drawing.tsx'

const MoonIcon = makeIcon(
  'M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401',
)
const BlocksIcon = makeIcon(
  'M10 22V7a1 1 0 0 0-1-1H4a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-5a1 1 0 0 0-1-1H2M15 2h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1z',
)

export interface PortalPageProps {
  lang: Lang
  words: Words
  ui: UiDocument
}

/** What every page of the portal stands in. */
export function PortalFrame(props: PortalPageProps & { children: JSX.Element }) {
  const centre = () => read(props.ui.centre, props.lang)
  const other = () => (props.lang === 'vi' ? 'en' : 'vi')
  return (
    <KitProvider lang={props.lang}>
      <PortalShell
        brand={{ name: centre(), href: `/portal?lang=${props.lang}` }}
        label={props.words.portal.menu}
        items={[]}
        end={
          <div class="line">
            <a
              class="btn"
              data-kind="quiet"
              href={`/portal?lang=${other()}`}
              hreflang={other()}
              lang={other()}
              aria-label={props.words.portal.otherLabel}
            >
              {props.words.portal.other}
            </a>
            <button
              type="button"
              class="btn"
              data-kind="quiet"
              data-icon=""
              data-theme-toggle=""
              hidden
              aria-label={props.words.portal.theme}
            >
              <MoonIcon class="i" />
            </button>
          </div>
        }
        foot={
          <>
            <span>{props.words.portal.owner}</span>
            <a href="/sign-in">{props.words.portal.staff}</a>
          </>
        }
      >
        {props.children}
      </PortalShell>
    </KitProvider>
  )
}

/** The first page: what the centre offers to everybody. */
export function PortalHome(props: PortalPageProps) {
  const words = () => props.words.portal
  const services = () => props.ui.modules.filter((module) => module.state === 'on')
  return (
    <PortalFrame {...props}>
      <section class="po-hero">
        <div>
          <p class="po-lead">{words().lead}</p>
          <h1>{words().head}</h1>
          <p>{words().note}</p>
        </div>
        <figure class="po-map">
          <TownDrawing label={words().mapLabel} />
          <figcaption class="over">
            <b>{words().mapTitle}</b>
            <span class="meta">{props.words.map.schematic}</span>
          </figcaption>
        </figure>
      </section>
      <section>
        <h2>{words().services}</h2>
        <Show
          when={services().length > 0}
          fallback={
            <div class="tile po-none">
              <b>{words().noServices}</b>
              <span class="meta">{words().noServicesNote}</span>
            </div>
          }
        >
          <ul class="po-services">
            <For each={services()}>
              {(module) => (
                <li class="tile">
                  <span class="kind">
                    <BlocksIcon class="i" />
                  </span>
                  <b>{read(module.name, props.lang)}</b>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
      <section>
        <h2>{words().emergency}</h2>
        <ul class="po-calls">
          <For
            each={
              [
                ['112', words().rescue],
                ['113', words().police],
                ['114', words().fire],
                ['115', words().ambulance],
              ] as const
            }
          >
            {([number, name]) => (
              <li>
                <a class="pick" href={`tel:${number}`}>
                  <b class="num">{number}</b>
                  {name}
                </a>
              </li>
            )}
          </For>
        </ul>
      </section>
    </PortalFrame>
  )
}

/** An address of the portal that leads nowhere. */
export function PortalMissing(props: PortalPageProps) {
  return (
    <PortalFrame {...props}>
      <section class="po-missing">
        <h1>{props.words.portal.missing}</h1>
        <p>{props.words.portal.missingNote}</p>
        <p>
          <a class="btn" data-kind="primary" href={`/portal?lang=${props.lang}`}>
            {props.words.portal.back}
          </a>
        </p>
      </section>
    </PortalFrame>
  )
}

function read(text: Text, lang: Lang): string {
  return text[lang] ?? text.vi
}
