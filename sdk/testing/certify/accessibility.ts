import type { Manifest } from '@saola/sdk'
import type { Page } from 'playwright-core'
import { findViolations } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { signIn } from '../browser/sign-in.ts'
import type { TestCentre } from '../centre/test-centre.ts'

const LOOKS = [
  { scheme: 'dark', width: 1440, height: 900 },
  { scheme: 'light', width: 390, height: 844 },
] as const

/** Opens every page of a plugin, and all its widgets on one dashboard, and looks with axe: dark and light, wide and narrow. */
export async function checkAccessibility(
  centre: TestCentre,
  manifest: Manifest,
  board: string,
): Promise<string[]> {
  const pages = Object.entries(manifest.contributes.pages ?? {})
  const widgets = Object.keys(manifest.contributes.widgets ?? {})
  if (pages.length === 0 && widgets.length === 0) return []
  const places = [
    ...pages.map(([name, page]) => ({
      what: `page ${name}`,
      path: `/${page.face}/${manifest.id}${page.path}`,
    })),
    ...(widgets.length > 0 ? [{ what: 'widgets', path: `/operate/dashboards/${board}` }] : []),
  ]
  const browser = await launchChromium()
  const problems = new Set<string>()
  try {
    for (const { scheme, width, height } of LOOKS) {
      const context = await browser.newContext({
        colorScheme: scheme,
        viewport: { width, height },
        locale: 'vi-VN',
      })
      const page = await context.newPage()
      page.on('pageerror', (error) => problems.add(`an error in the browser: ${error.message}`))
      await signIn(page, centre, 'administrator')
      for (const { what, path } of places) {
        await page.goto(centre.url + path)
        await settled(page)
        for (const violation of await findViolations(page, 'main'))
          problems.add(`${what}, ${scheme}: ${violation}`)
      }
      await context.close()
    }
  } finally {
    await browser.close()
  }
  for (const { what, message } of centre.kernel.status(manifest.id)?.faults ?? [])
    problems.add(`${what}: ${message}`)
  return [...problems]
}

/** Content has come: something stands in the main part and nothing in it is still loading. */
async function settled(page: Page): Promise<void> {
  await page.waitForSelector('main h1, main h2, main section', { state: 'attached' })
  await page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'))
}
