import type { Lang, Text } from '@saola/sdk'
import { type IconComponent, KitProvider, makeIcon, PortalShell, type UiDocument } from '@saola/sdk-web'
import { For, type JSX, Show } from 'solid-js'
import type { Words } from '../locales/vi.ts'
import type { ListedPage, PortalRequest } from './request.ts'
import { TownDrawing } from './town-drawing.tsx'

const MoonIcon = makeIcon(
  'M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401',
)
const BlocksIcon = makeIcon(
  'M10 22V7a1 1 0 0 0-1-1H4a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-5a1 1 0 0 0-1-1H2M15 2h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1z',
)

/** Pictures of the buttons that modules put on the first page; others are written without one. */
const ICONS: Record<string, IconComponent> = {
  camera: makeIcon(
    'M13.997 4a2 2 0 0 1 1.76 1.05l.486.9A2 2 0 0 0 18.003 7H20a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h1.997a2 2 0 0 0 1.759-1.048l.489-.904A2 2 0 0 1 10.004 4zM15 13a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
  ),
  map: makeIcon(
    'M14.106 5.553a2 2 0 0 0 1.788 0l3.659-1.83A1 1 0 0 1 21 4.619v12.764a1 1 0 0 1-.553.894l-4.553 2.277a2 2 0 0 1-1.788 0l-4.212-2.106a2 2 0 0 0-1.788 0l-3.659 1.83A1 1 0 0 1 3 19.381V6.618a1 1 0 0 1 .553-.894l4.553-2.277a2 2 0 0 1 1.788 0zM15 5.764v15M9 3.236v15',
  ),
  search: makeIcon('m21 21-4.34-4.34M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0z'),
}

export interface PortalPageProps {
  /** Of this page, for its other language. */
  path: string
  pages: readonly ListedPage[]
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
        items={props.pages.map(({ label, href }) => ({
          label: read(label, props.lang),
          href,
          current: href === props.path,
        }))}
        end={
          <div class="line">
            <a
              class="btn"
              data-kind="quiet"
              href={`${props.path}?lang=${other()}`}
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
  return (
    <PortalFrame {...props}>
      <section class="po-hero">
        <div>
          <p class="po-lead">{words().lead}</p>
          <h1>{words().head}</h1>
          <p>{words().note}</p>
          <Show when={props.pages.length > 0}>
            <div class="line po-acts">
              <For each={props.pages.slice(0, 2)}>
                {(page, index) => {
                  const Picture = ICONS[page.icon ?? '']
                  return (
                    <a class="btn" data-kind={index() === 0 ? 'primary' : undefined} href={page.href}>
                      {Picture ? <Picture class="i" /> : undefined}
                      {read(page.label, props.lang)}
                    </a>
                  )
                }}
              </For>
            </div>
          </Show>
        </div>
        <figure class="po-map">
          <TownDrawing label={words().mapLabel} />
          <figcaption class="over">
            <b>{words().mapTitle}</b>
            <span class="meta">{words().mapNote}</span>
          </figcaption>
        </figure>
      </section>
      <section>
        <h2>{words().services}</h2>
        <Show
          when={props.pages.length > 0}
          fallback={
            <div class="tile po-none">
              <b>{words().noServices}</b>
              <span class="meta">{words().noServicesNote}</span>
            </div>
          }
        >
          <ul class="po-services">
            <For each={props.pages}>
              {(page) => {
                const Picture = ICONS[page.icon ?? ''] ?? BlocksIcon
                return (
                  <li class="tile">
                    <span class="kind">
                      <Picture class="i" />
                    </span>
                    <span>
                      <a href={page.href}>{read(page.label, props.lang)}</a>
                      <span class="meta">{read(page.description ?? page.module, props.lang)}</span>
                    </span>
                  </li>
                )
              }}
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

/** An address of the portal without a page, and why. */
export function PortalMissing(props: PortalPageProps & { trouble: PortalRequest['trouble']; gone: boolean }) {
  const words = () => props.words.portal
  const off = () => (props.trouble?.kind === 'off' ? read(props.trouble.module, props.lang) : undefined)
  const title = () => {
    if (off() !== undefined) return words().off
    return props.gone ? words().missing : words().failed
  }
  const note = () => {
    const name = off()
    if (name !== undefined) return words().offNote(name)
    if (props.trouble?.kind === 'busy') return words().busyNote
    if (props.trouble?.kind === 'refused' && props.trouble.detail) return props.trouble.detail
    return props.gone ? words().missingNote : words().failedNote
  }
  return (
    <PortalFrame {...props}>
      <section class="po-missing">
        <h1>{title()}</h1>
        <p>{note()}</p>
        <p>
          <a class="btn" data-kind="primary" href={`/portal?lang=${props.lang}`}>
            {words().back}
          </a>
        </p>
      </section>
    </PortalFrame>
  )
}

function read(text: Text, lang: Lang): string {
  return text[lang] ?? text.vi
}
