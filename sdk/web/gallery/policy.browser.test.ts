import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { chromiumArgs, chromiumPath } from '../../../scripts/browser/chromium.ts'

const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

async function serve(folder: string): Promise<string> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const path = pathname === '/' ? '/index.html' : pathname
    const body = await readFile(join(folder, path)).catch(() => undefined)
    response.writeHead(body ? 200 : 404, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    })
    response.end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

test('the built kit runs under a policy that forbids style attributes and inline styles', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'saola-gallery-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await build({
    configFile: join(import.meta.dirname, 'vite.config.ts'),
    build: { outDir: folder, emptyOutDir: true },
    logLevel: 'error',
  })
  const address = await serve(folder)
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const broken: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) broken.push(message.text())
  })
  page.on('pageerror', (error) => broken.push(error.message))

  for (const query of ['', '?page=operate&theme=dark&drawer', '?page=studio', '?page=portal&density=touch']) {
    await page.goto(address + query)
    await page.locator('h1').first().waitFor()
  }
  await page.goto(address)
  await page.getByRole('button', { name: 'Mở hộp hỏi' }).first().click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Việc khác' }).first().click()
  const menu = page.getByRole('menu').first()
  expect((await menu.boundingBox())?.x).toBeGreaterThan(0)
  const bar = page.getByRole('progressbar', { name: 'Điều kiện sẵn sàng' }).first()
  const share = await bar.evaluate((meter) => {
    const inner = meter.firstElementChild
    return inner ? inner.getBoundingClientRect().width / meter.getBoundingClientRect().width : 0
  })
  expect(share).toBeCloseTo(0.6, 2)
  expect(broken).toEqual([])
})
