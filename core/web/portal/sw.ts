/// <reference lib="webworker" />
import { sendWaiting } from '@saola/sdk-web/portal/queue'

interface Sync extends ExtendableEvent {
  tag: string
}
type Scope = ServiceWorkerGlobalScope & {
  addEventListener(type: 'sync', listener: (event: Sync) => void): void
}
const scope = self as unknown as Scope

/** Only what pages of the portal have used is kept; the console is not. */
const CACHE = 'saola-portal-1'
const KEPT = /^\/(assets|vendor|ui)\//
/** The name of these files changes with their content. */
const UNCHANGING = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

/** Headers that the network adds are not seen here, so answers that vary with them would not be found again. */
const WHATEVER = { ignoreVary: true }

scope.addEventListener('install', () => void scope.skipWaiting())

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('saola-portal') && name !== CACHE)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => scope.clients.claim()),
  )
})

scope.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== scope.location.origin) return
  if (request.mode === 'navigate') event.respondWith(pageOf(request))
  else if (KEPT.test(url.pathname)) event.respondWith(fileOf(request, url))
})

scope.addEventListener('message', (event) => {
  const { keep, send } = (event.data ?? {}) as { keep?: string[]; send?: boolean }
  if (keep) event.waitUntil(keepAll(keep))
  if (send) event.waitUntil(sendWaiting())
})

scope.addEventListener('sync', (event) => {
  // A rejection makes the browser try again later.
  if (event.tag === 'drafts')
    event.waitUntil(sendWaiting().then((done) => (done ? undefined : Promise.reject())))
})

/** A page as it is now; without a network as it was, or a page that says how things are. */
async function pageOf(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  try {
    const answer = await fetch(request)
    // Only pages that live in the browser are of use without a network.
    if (answer.ok && answer.headers.get('x-portal-page') === 'live') await cache.put(request, answer.clone())
    return answer
  } catch {
    const kept =
      (await cache.match(request, WHATEVER)) ??
      (await cache.match(request, { ...WHATEVER, ignoreSearch: true }))
    return kept ?? withoutNetwork()
  }
}

async function fileOf(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(CACHE)
  if (UNCHANGING.test(url.pathname)) {
    const kept = await cache.match(request, WHATEVER)
    if (kept) return kept
  }
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(request, answer.clone())
    return answer
  } catch (error) {
    const kept = await cache.match(request, WHATEVER)
    if (kept) return kept
    throw error
  }
}

async function keepAll(addresses: string[]): Promise<void> {
  const cache = await caches.open(CACHE)
  for (const address of addresses.slice(0, 100)) {
    const url = new URL(address, scope.location.origin)
    if (url.origin !== scope.location.origin) continue
    if (!KEPT.test(url.pathname) && !url.pathname.startsWith('/portal')) continue
    if (await cache.match(url.href, WHATEVER)) continue
    const answer = await fetch(url.href).catch(() => undefined)
    if (answer?.ok) await cache.put(url.href, answer)
  }
}

function withoutNetwork(): Response {
  const html = `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Không có mạng</title><h1>Không có mạng</h1>
<p>Trang này chưa được lưu trên máy. Bản nháp đã giữ vẫn còn và sẽ được gửi khi có mạng.</p>
<p lang="en">No network. This page is not kept on this device. Drafts are still here and will be sent later.</p>`
  return new Response(html, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } })
}
