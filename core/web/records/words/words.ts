import { useLang } from '@saola/sdk-web'
import { en } from './en.ts'
import { type RecordWords, vi } from './vi.ts'

/** The words of inbox and drawer in the reader's language; they come with these screens, not with the first one. */
export function useRecordWords(): () => RecordWords {
  const lang = useLang()
  return () => (lang() === 'en' ? en : vi)
}

export type { RecordWords } from './vi.ts'
