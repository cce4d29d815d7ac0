import { useLang } from '@saola/sdk-web'
import { en } from './en.ts'
import { type MapWords, vi } from './vi.ts'

/** The words of the map in the reader's language; they come with it, not with the first screen. */
export function useMapWords(): () => MapWords {
  const lang = useLang()
  return () => (lang() === 'en' ? en : vi)
}

export type { MapWords } from './vi.ts'
