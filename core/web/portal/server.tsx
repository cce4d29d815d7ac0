import type { Lang } from '@saola/sdk'
import type { UiDocument } from '@saola/sdk-web'
import { renderToString } from 'solid-js/web'
import { en } from '../locales/en.ts'
import { vi } from '../locales/vi.ts'
import { PortalHome, PortalMissing } from './page.tsx'

// Put in by the build: files of the same build, with their hashes.
declare const __STYLESHEET__: string
declare const __APPEARANCE__: string
declare const __ICON__: string

export interface PortalRequest {
  /** Path of the address, `/portal` or below. */
  path: string
  lang: Lang
  /** `GET /api/ui` as a visitor sees it. */
  ui: UiDocument
}

/** A page of the public portal as a whole HTML document. */
export async function renderPortal({
  path,
  lang,
  ui,
}: PortalRequest): Promise<{ status: number; html: string }> {
  const words = lang === 'en' ? en : vi
  const found = path === '/portal' || path === '/portal/'
  const body = renderToString(() =>
    found ? (
      <PortalHome lang={lang} words={words} ui={ui} />
    ) : (
      <PortalMissing lang={lang} words={words} ui={ui} />
    ),
  )
  const title = found ? words.portal.title(ui.centre[lang] ?? ui.centre.vi) : words.portal.missing
  return {
    status: found ? 200 : 404,
    html: `<!doctype html>
<html lang="${lang}" data-theme="light" data-density="touch">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(words.portal.note)}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${__ICON__}" type="image/svg+xml">
<link rel="stylesheet" href="${__STYLESHEET__}">
<link rel="alternate" hreflang="vi" href="/portal?lang=vi">
<link rel="alternate" hreflang="en" href="/portal?lang=en">
<script src="${__APPEARANCE__}"></script>
</head>
<body>
${body}
</body>
</html>
`,
  }
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
