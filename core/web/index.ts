import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** Folder of the built console: `index.html`, `assets/`, `vendor/` and `portal/server.js`. Given to the server. */
export const webDir: string = import.meta.url.endsWith('/dist/index.js') ? here : join(here, 'dist')
