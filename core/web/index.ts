import { fileURLToPath } from 'node:url'

/** Folder of the built console: `index.html`, `assets/`, `vendor/` and `portal/server.js`. Given to the server. */
export const webDir: string = fileURLToPath(
  new URL(import.meta.url.endsWith('/dist/index.js') ? '.' : './dist/', import.meta.url),
)
