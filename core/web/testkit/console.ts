import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { chromiumArgs, chromiumPath } from '../../../scripts/browser/chromium.ts'
import { readExample } from './example-modules.ts'
import { FakeCentre, type FakeCentreOptions } from './fake-centre.ts'

export const webDir = new URL('../dist', import.meta.url).pathname

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

const NOTHING_ASKED = { capabilities: [], mounts: [], native: [] }

/** The centre of the example: its own module on, air quality as the test wants it. */
export async function startExample(
  airQuality: 'on' | 'off' = 'on',
  options: Partial<FakeCentreOptions> = {},
): Promise<FakeCentre> {
  if (!existsSync(webDir)) throw new Error('the console is not built: npm run build')
  const example = readExample('air-quality')
  const approved =
    airQuality === 'on'
      ? { ...NOTHING_ASKED, capabilities: [...(example.manifest.capabilities ?? [])] }
      : NOTHING_ASKED
  const centre = await new FakeCentre({
    webDir,
    ...options,
    modules: [
      { ...readExample('nghe-an'), state: 'on' },
      { ...example, state: airQuality, approved },
      ...(options.modules ?? []),
    ],
  }).start()
  onTestFinished(() => centre.stop())
  return centre
}

let browser: Promise<Browser> | undefined

/** One browser for a file of tests; closed with the process. */
function theBrowser(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: chromiumPath, args: chromiumArgs })
  return browser
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
  browser = undefined
}

export interface OpenOptions {
  size?: { width: number; height: number }
  theme?: 'light' | 'dark'
  lang?: 'vi' | 'en'
  /** Expected messages of the browser's console; any other fails the test. */
  ignore?: RegExp
  context?: BrowserContext
  javaScriptEnabled?: boolean
}

/** Opens a place of the console; whatever the browser complains of fails the test. */
export async function openConsole(
  centre: FakeCentre,
  path: string,
  options: OpenOptions = {},
): Promise<Page> {
  const context =
    options.context ??
    (await (
      await theBrowser()
    ).newContext({
      viewport: options.size ?? DESK,
      javaScriptEnabled: options.javaScriptEnabled ?? true,
    }))
  const complaints: string[] = []
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error.stack)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  if (options.javaScriptEnabled !== false) {
    await page.addInitScript(
      ([theme, lang]) => {
        if (!localStorage.getItem('saola.lang')) localStorage.setItem('saola.lang', String(lang))
        if (theme) localStorage.setItem('saola.theme', theme)
      },
      [options.theme, options.lang ?? 'vi'],
    )
  }
  onTestFinished(async () => {
    if (!options.context) await context.close()
    expect(complaints.filter((text) => !options.ignore?.test(text))).toEqual([])
  })
  await page.goto(centre.url + path)
  return page
}

/** Waits until a value is as expected; machines under load are slow. */
export function soon<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 15_000 })
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds wrong by WCAG 2.2 A and AA and its best practices, one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // By the debugger, since the page's own policy forbids foreign scripts.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: axe })
  const run = `axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] })
    .then(({ violations }) => violations.flatMap((one) => one.nodes.map((node) => one.id + ': ' + node.html.slice(0, 160))))`
  const { result } = await session.send('Runtime.evaluate', {
    expression: run,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  return result.value as string[]
}
