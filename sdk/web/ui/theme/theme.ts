/** Light for day rooms and the public, dark for the dim room of a night shift. */
export type Theme = 'light' | 'dark'

/** How close the interface stands: dense for operate, comfortable for the Studio, touch for phones, wall for three metres. */
export type Density = 'dense' | 'comfortable' | 'touch' | 'wall'

export interface Appearance {
  /** `system` follows the device until told otherwise. */
  theme: Theme | 'system'
  density: Density
}

/**
 * Puts theme and density on the element (default: the whole document) and keeps following the device for `system`.
 * Themes switch without a transition, because half-faded text is unreadable.
 *
 * @returns a function that stops following.
 */
export function applyTheme(
  appearance: Appearance,
  element: HTMLElement = document.documentElement,
): () => void {
  element.dataset.density = appearance.density
  if (appearance.theme !== 'system') {
    element.dataset.theme = appearance.theme
    return () => {}
  }
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const follow = () => {
    element.dataset.theme = dark.matches ? 'dark' : 'light'
  }
  follow()
  dark.addEventListener('change', follow)
  return () => dark.removeEventListener('change', follow)
}
