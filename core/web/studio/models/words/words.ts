import { useLang } from '@saola/sdk-web'
import { en } from './en.ts'
import { type ModelWords, vi } from './vi.ts'

/** The words of Studio → Models; they come with that screen. */
export function useModelWords(): () => ModelWords {
  const lang = useLang()
  return () => (lang() === 'en' ? en : vi)
}
