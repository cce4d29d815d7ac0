// Runs before the first paint, so that a dark room stays dark. In the console the host settles all of it again.
import { appearanceOf, asTheme, faceOf, LANG_KEY, load, save, THEME_KEY } from '../preferences/appearance.ts'

const root = document.documentElement
const face = faceOf(location.pathname)
const storage = storageOf(window)

const settle = () => {
  const deviceIsDark = matchMedia('(prefers-color-scheme: dark)').matches
  const { theme, density } = appearanceOf(face, asTheme(load(storage, THEME_KEY)), deviceIsDark)
  root.dataset.theme = theme
  root.dataset.density = density
}
settle()
root.dataset.script = ''

if (face !== 'portal') {
  root.lang = load(storage, LANG_KEY) === 'en' ? 'en' : 'vi'
} else {
  document.addEventListener('DOMContentLoaded', () => {
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-theme-toggle]')) {
      button.hidden = false
      button.addEventListener('click', () => {
        save(storage, THEME_KEY, root.dataset.theme === 'dark' ? 'light' : 'dark')
        settle()
      })
    }
  })
}

function storageOf(page: Window): Storage | undefined {
  try {
    return page.localStorage
  } catch {
    return undefined
  }
}
