import type { Lang } from '@saola/sdk'
import { createSignal } from 'solid-js'
import { asTheme, LANG_KEY, load, save, THEME_KEY, type ThemeChoice } from './appearance.ts'

/** What a person chose for this browser. */
export interface Preferences {
  lang: () => Lang
  setLang: (lang: Lang) => void
  theme: () => ThemeChoice
  setTheme: (theme: ThemeChoice) => void
}

/** Reads the choices of earlier and keeps new ones. A browser without storage simply forgets. */
export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): Preferences {
  const [lang, setLang] = createSignal<Lang>(load(storage, LANG_KEY) === 'en' ? 'en' : 'vi')
  const [theme, setTheme] = createSignal<ThemeChoice>(asTheme(load(storage, THEME_KEY)))
  return {
    lang,
    setLang: (next) => {
      setLang(next)
      save(storage, LANG_KEY, next)
    },
    theme,
    setTheme: (next) => {
      setTheme(next)
      save(storage, THEME_KEY, next)
    },
  }
}
