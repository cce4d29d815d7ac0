import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser on this machine: `CHROMIUM_PATH`, or where Debian puts it. Undefined when there is none. */
export function findChromium(env: Record<string, string | undefined> = process.env): string | undefined {
  return [env.CHROMIUM_PATH, ...PLACES].find((path) => path !== undefined && isExecutable(path))
}

/** Starts a headless Chromium that reaches for no service of its own. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('there is no Chromium: install it, or name it by CHROMIUM_PATH')
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      // A container's root has no user namespace for it.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
