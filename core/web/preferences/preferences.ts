import type { Lang } from '@saola/sdk'
import type { Density, Theme } from '@saola/sdk-web'
import { createSignal } from 'solid-js'

/** `auto`: what suits the face, dark for operate and light elsewhere. */
export type ThemeChoice = 'auto' | Theme

export type Face = 'operate' | 'studio' | 'other'

const LANG = 'saola.lang'
const THEME = 'saola.theme'

/** What a person chose for this browser. */
export interface Preferences {
  lang: () => Lang
  setLang: (lang: Lang) => void
  theme: () => ThemeChoice
  setTheme: (theme: ThemeChoice) => void
}

/** Reads the choices of earlier and keeps new ones. A browser without storage simply forgets. */
export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): Preferences {
  const [lang, setLang] = createSignal<Lang>(load(storage, LANG) === 'en' ? 'en' : 'vi')
  const [theme, setTheme] = createSignal<ThemeChoice>(asTheme(load(storage, THEME)))
  return {
    lang,
    setLang: (next) => {
      setLang(next)
      save(storage, LANG, next)
    },
    theme,
    setTheme: (next) => {
      setTheme(next)
      save(storage, THEME, next)
    },
  }
}

/** How a face stands in front of its reader. */
export function appearanceOf(face: Face, choice: ThemeChoice): { theme: Theme; density: Density } {
  const density: Density = face === 'operate' ? 'dense' : 'comfortable'
  if (choice !== 'auto') return { theme: choice, density }
  return { theme: face === 'operate' ? 'dark' : 'light', density }
}

/** The face that an address belongs to. */
export function faceOf(path: string): Face {
  if (path === '/operate' || path.startsWith('/operate/')) return 'operate'
  return path === '/studio' || path.startsWith('/studio/') ? 'studio' : 'other'
}

function asTheme(value: string | null): ThemeChoice {
  return value === 'dark' || value === 'light' ? value : 'auto'
}

function load(storage: Pick<Storage, 'getItem'> | undefined, key: string): string | null {
  try {
    return storage?.getItem(key) ?? null
  } catch {
    return null
  }
}

function save(storage: Pick<Storage, 'setItem'> | undefined, key: string, value: string): void {
  try {
    storage?.setItem(key, value)
  } catch {
    // A full or forbidden storage must not stop the switch itself.
  }
}
