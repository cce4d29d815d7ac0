/** Lets the browser wake the worker when there is a network again, where it can. */
export async function askForLater(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration('/portal/').catch(() => undefined)
  const sync = (registration as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync
  await sync?.register('drafts').catch(() => {})
}
