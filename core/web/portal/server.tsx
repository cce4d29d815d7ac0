import type { Json } from '@saola/sdk'
import { type JSX, Show } from 'solid-js'
import { renderToString } from 'solid-js/web'
import { en } from '../locales/en.ts'
import { vi, type Words } from '../locales/vi.ts'
import { PortalFrame, PortalHome, PortalMissing, type PortalPageProps } from './page.tsx'
import type { FramedPage, PortalRequest } from './request.ts'

// Put in by the build: files of the same build, with their hashes, and the page's import map.
declare const __STYLESHEET__: string
declare const __APPEARANCE__: string
declare const __ICON__: string
declare const __IMPORTS__: string

/** A page of the public portal as a whole HTML document. */
export async function renderPortal(request: PortalRequest): Promise<{ status: number; html: string }> {
  const { path, lang, ui, page, pages = [] } = request
  const words = lang === 'en' ? en : vi
  const props: PortalPageProps = { path, lang, words, ui, pages }
  const home = !page && (path === '/portal' || path === '/portal/')
  const title =
    page?.title ?? (home ? words.portal.title(read(ui.centre, lang)) : missingTitle(request, words))
  const body = renderToString(() => content(request, props, home))
  return {
    status: request.status ?? (page || home ? 200 : 404),
    html: `<!doctype html>
<html lang="${lang}" data-theme="light" data-density="touch">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(page?.description ?? words.portal.note)}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${__ICON__}" type="image/svg+xml">
<link rel="stylesheet" href="${__STYLESHEET__}">
${(page?.styles ?? []).map((href) => `<link rel="stylesheet" href="${escapeHtml(href)}">\n`).join('')}\
<link rel="alternate" hreflang="vi" href="${escapeHtml(path)}?lang=vi">
<link rel="alternate" hreflang="en" href="${escapeHtml(path)}?lang=en">
<script src="${__APPEARANCE__}"></script>
${page?.script ? scriptsOf(page.script) : ''}\
</head>
<body>
${body}
</body>
</html>
`,
  }
}

function content(request: PortalRequest, props: PortalPageProps, home: boolean): JSX.Element {
  const { page } = request
  if (page) return <Page page={page} frame={props} />
  if (home) return <PortalHome {...props} />
  return <PortalMissing {...props} trouble={request.trouble} gone={(request.status ?? 404) === 404} />
}

function Page(props: { page: FramedPage; frame: PortalPageProps }) {
  const place = () => <div id="portal-page" class="po-page" innerHTML={props.page.html} />
  return (
    <Show when={props.page.bare} fallback={<PortalFrame {...props.frame}>{place()}</PortalFrame>}>
      {place()}
    </Show>
  )
}

function missingTitle({ trouble, status = 404 }: PortalRequest, words: Words): string {
  if (trouble?.kind === 'off') return words.portal.off
  return status === 404 ? words.portal.missing : words.portal.failed
}

/** The import map comes before the first module. Data is text in the page: nothing in it may end its element. */
function scriptsOf({ src, data }: { src: string; data: Json }): string {
  const json = JSON.stringify(data)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
  return `<script type="importmap">${__IMPORTS__}</script>
<script type="application/json" id="portal-data">${json}</script>
<script type="module" src="${escapeHtml(src)}"></script>
`
}

function read(text: { vi: string; en?: string }, lang: 'vi' | 'en'): string {
  return text[lang] ?? text.vi
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
