import { newDraftId } from './queue/draft.ts'

const KEY = 'saola-device'
let known: string | undefined

/**
 * What a page calls this device when something counts once per device. Made by chance, kept in this browser alone;
 * where nothing can be kept it lasts as long as the page.
 */
export function deviceId(): string {
  if (known) return known
  try {
    known = localStorage.getItem(KEY) ?? undefined
    if (!known || !/^[0-9a-f]{32}$/.test(known)) {
      known = newDraftId()
      localStorage.setItem(KEY, known)
    }
  } catch {
    known ??= newDraftId()
  }
  return known
}
