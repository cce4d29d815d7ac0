import type { Density, Theme } from '@saola/sdk-web'

/** `auto`: what suits the face: dark for operate, light for the Studio, the device's own for the portal. */
export type ThemeChoice = 'auto' | Theme

export type Face = 'operate' | 'studio' | 'portal' | 'other'

export const THEME_KEY = 'saola.theme'
export const LANG_KEY = 'saola.lang'

/** How a face stands in front of its reader. */
export function appearanceOf(
  face: Face,
  choice: ThemeChoice,
  deviceIsDark = false,
): { theme: Theme; density: Density } {
  const density: Density = face === 'operate' ? 'dense' : face === 'portal' ? 'touch' : 'comfortable'
  if (choice !== 'auto') return { theme: choice, density }
  const dark = face === 'operate' || (face === 'portal' && deviceIsDark)
  return { theme: dark ? 'dark' : 'light', density }
}

/** The face that an address belongs to. */
export function faceOf(path: string): Face {
  const [, first] = path.split('/')
  return first === 'operate' || first === 'studio' || first === 'portal' ? first : 'other'
}

/** A stored choice, whatever stands there. */
export function asTheme(value: string | null): ThemeChoice {
  return value === 'dark' || value === 'light' ? value : 'auto'
}

/** A value of the storage; null in a browser that has none. */
export function load(storage: Pick<Storage, 'getItem'> | undefined, key: string): string | null {
  try {
    return storage?.getItem(key) ?? null
  } catch {
    return null
  }
}

/** Keeps a value where the browser lets us. */
export function save(storage: Pick<Storage, 'setItem'> | undefined, key: string, value: string): void {
  try {
    storage?.setItem(key, value)
  } catch {
    // A full or forbidden storage must not stop the switch itself.
  }
}
