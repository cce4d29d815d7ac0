import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findViolations, launchChromium } from '@saola/sdk-testing'
import { expect } from 'vitest'
import { citizenCentre } from './citizen.ts'
import { wards } from './wards.ts'

/** Where pictures of the screens go, for a person to look at. */
const pictures = process.env.SAOLA_PICTURES
export const PHONE = { width: 390, height: 844 }

type Browser = Awaited<ReturnType<typeof launchChromium>>
type Context = Awaited<ReturnType<Browser['newContext']>>
export type Page = Awaited<ReturnType<Context['newPage']>>

/** A centre with two wards, and a browser beside it. */
export async function citizenBrowser() {
  const at = await citizenCentre()
  const browser = await launchChromium()
  const { centre } = at
  const set = await centre.call('/api/config/units/city.wards', {
    method: 'PUT',
    token: await centre.token(),
    body: wards as never,
  })
  expect(set.status).toBeLessThan(300)

  const visit = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    const context = await browser.newContext({ viewport: PHONE, locale: 'vi-VN', ...options })
    const page = await context.newPage()
    const broken: string[] = []
    page.on('console', (message) => {
      const text = message.text()
      if (
        message.type() === 'error' &&
        !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 4|Failed to fetch/.test(text)
      )
        broken.push(text)
    })
    page.on('pageerror', (error) => broken.push(error.message))
    return { context, page, broken }
  }
  const open = async (page: Page, path: string, isLive = true) => {
    const answer = await page.goto(centre.url + path)
    if (isLive) await live(page)
    return answer?.status()
  }
  return {
    ...at,
    browser,
    visit,
    open,
    [Symbol.asyncDispose]: async () => {
      await browser.close()
      await at[Symbol.asyncDispose]()
    },
  }
}

/** Script has taken over. */
export const live = (page: Page) => page.locator('#portal-page[data-live]').waitFor()

/** Pictures of a screen in both themes; axe must find nothing in either, and nothing may stand out sideways. */
export async function look(page: Page, name: string, { whole = false } = {}): Promise<void> {
  const size = page.viewportSize() ?? PHONE
  // A tall window and not a long picture: what stands at the thumb stays at its end.
  if (whole) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) })
  }
  for (const theme of ['light', 'dark']) {
    await page.evaluate((value) => {
      document.documentElement.dataset.theme = value
      // Half-faded colours would be measured.
      for (const fade of document.getAnimations()) if (fade instanceof CSSTransition) fade.finish()
    }, theme)
    if (pictures) {
      await mkdir(pictures, { recursive: true })
      const path = join(pictures, `${name}-${theme}.png`)
      await page.screenshot({ path, animations: 'disabled' })
    }
    expect(await findViolations(page), `${name}, ${theme}`).toEqual([])
  }
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'light'
  })
  if (whole) await page.setViewportSize(size)
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(wider, `${name} is wider than the screen`).toBeLessThanOrEqual(0)
}
