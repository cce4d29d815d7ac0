import { accessSync, constants } from 'node:fs'

/** Where Debian puts Chromium; CHROMIUM_PATH names another one. */
export const chromiumPath = process.env.CHROMIUM_PATH || '/usr/bin/chromium'

/**
 * Chromium's sandbox needs a user namespace that a container's root does not have, and its background
 * services would reach for the network while tests run.
 */
export const chromiumArgs = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function hasChromium(path = chromiumPath): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
