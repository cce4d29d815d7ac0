import { rm } from 'node:fs/promises'
import { createTestCentre, findViolations, launchChromium, signIn, type TestCentre } from '@saola/sdk-testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { built } from '../testkit/built.ts'

const REPORTS = '/api/records/field-reports.report'
let dir = ''
let centre: TestCentre
let browser: Awaited<ReturnType<typeof launchChromium>>

beforeAll(async () => {
  dir = await built()
  centre = await createTestCentre({ plugins: [dir], on: ['field-reports'] })
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await centre?.[Symbol.asyncDispose]()
  if (dir) await rm(dir, { recursive: true, force: true })
})

async function sent(): Promise<string> {
  const token = await centre.token()
  const { body } = await centre.call<{ items: { id: string; code: string }[] }>(
    '/api/records/field-reports.category?limit=100',
    { token },
  )
  const category = body.items.find(({ code }) => code === 'street-light')?.id
  const made = await centre.call<{ id: string }>(REPORTS, {
    method: 'POST',
    token,
    // A Friday afternoon; the deadline of 16 working hours ends on Tuesday.
    body: { category, description: 'Đèn đường hỏng cả dãy', requestedAt: '2026-11-20T08:42:00Z' } as never,
  })
  return made.body.id
}

for (const theme of ['dark', 'light'] as const) {
  test(`the drawer tells how a deadline comes about, in ${theme}`, async () => {
    const id = await sent()
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' })
    const page = await context.newPage()
    await page.addInitScript((name) => localStorage.setItem('saola.theme', name), theme)
    await signIn(page, centre, 'operator')
    await page.goto(`${centre.url}/operate/field-reports/inbox?record=${id}`)
    const how = page.getByText('Cách tính')
    await how.focus()
    await page.keyboard.press('Enter')
    const table = page.getByRole('table').filter({ hasText: 'Khoảng tính' })
    await table.getByRole('row', { name: /^T6 20\/11 15:42–/ }).waitFor()
    await table.getByRole('row', { name: /^T7 21\/11 – CN 22\/11 nghỉ hằng tuần, Điều 111/ }).waitFor()
    await table.getByRole('row', { name: /^Hạn 16:42 thứ Ba 24\/11 16:00/ }).waitFor()
    expect(await findViolations(page)).toEqual([])
    await context.close()
  })
}
