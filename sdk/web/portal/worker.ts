/** Starts the portal's worker, which keeps this page for the time without a network and sends drafts later. */
export function openWorker(): void {
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker
    .register('/portal/sw.js', { scope: '/portal/' })
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => registration.active?.postMessage({ keep: addressesOfPage() }))
    .catch(() => {
      // Without a worker everything works but the page itself while there is no network.
    })
}

/** What this page was made of; a worker that begins now has not seen it being fetched. */
function addressesOfPage(): string[] {
  const fetched = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && !pathname.startsWith('/api/'))
    .map(({ href }) => href)
  return [location.href.split('#')[0] ?? location.href, ...new Set(fetched)]
}
