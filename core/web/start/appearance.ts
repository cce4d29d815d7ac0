// Runs before the first paint, so that a dark room stays dark. Everything here is settled again by the host.
import { appearanceOf, createPreferences, faceOf } from '../preferences/preferences.ts'

const preferences = createPreferences(localStorage)
const { theme, density } = appearanceOf(faceOf(location.pathname), preferences.theme())
document.documentElement.dataset.theme = theme
document.documentElement.dataset.density = density
document.documentElement.lang = preferences.lang()
