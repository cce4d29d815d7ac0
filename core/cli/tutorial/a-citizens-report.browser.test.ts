import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestCentre, launchChromium } from '@saola/sdk-testing'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { buildPlugin } from '../build/build.ts'
import { type Block, blocksOf } from './blocks.ts'

const run = promisify(execFile)
const workspace = fileURLToPath(new URL('../../..', import.meta.url))
const text = await readFile(join(workspace, 'docs/tutorials/a-citizens-report.md'), 'utf8')
/** A photo of a phone, taken where the page says. */
const photo = join(workspace, 'core/cli/testkit/vinh-photo.jpg')

let dir = ''
afterAll(async () => {
  if (dir) await rm(dir, { recursive: true, force: true })
})

test('whoever follows the page word by word sends a report and reads the answer', {
  timeout: 240_000,
}, async () => {
  const base = join(workspace, '.cache/plugin-folders')
  await mkdir(base, { recursive: true })
  dir = await mkdtemp(join(base, 'tutorial-'))
  for (const path of ['plugins/field-reports', 'examples/nghe-an']) await built(path)
  // Without the reports of the demonstration: planting four hundred of them takes longer than the page does.
  await using centre = await createTestCentre({ plugins: [dir], demoData: false })
  await centre.enable('nghe-an')
  await centre.enable('field-reports')
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' })
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    CENTRE: centre.url,
    TOKEN: await centre.token('operator'),
  }
  let answer = ''
  let ran = 0
  try {
    for (const block of blocksOf(text)) {
      if (block.language === 'browser') {
        for (const step of block.text.trim().split('\n')) {
          await act(page, step, env).catch((error: unknown) => {
            throw new Error(`line ${block.line} of the tutorial, "${step}": ${String(error)}`)
          })
          ran += 1
        }
      } else if (block.marks.includes('answer')) {
        expect(answer).toBe(block.text.trim())
      } else if (block.language === 'sh' && !block.marks.includes('start')) {
        answer = await shell(block, env)
        ran += 1
      }
    }
  } finally {
    await browser.close()
  }
  expect(ran).toBeGreaterThan(25)
  expect(env.CODE).toMatch(/^PA-\d{4}-\d{6}$/)
})

/** Builds a plugin in a folder of its own, so that it does not meet what somebody else builds in its place. */
async function built(path: string): Promise<void> {
  const folder = join(dir, path.split('/').at(-1) ?? '')
  await mkdir(folder)
  for (const name of await readdir(join(workspace, path))) {
    if (name === 'dist') continue
    if (name === 'node_modules') await symlink(join(workspace, path, name), join(folder, name))
    else await cp(join(workspace, path, name), join(folder, name), { recursive: true })
  }
  await buildPlugin(folder, { archive: false })
}

/** One line of a browser block: a verb, and names in quotes as the screen shows them. */
async function act(page: Page, step: string, env: NodeJS.ProcessEnv): Promise<void> {
  const [first = '', second = ''] = [...step.matchAll(/"([^"]*)"/g)].map(([, name]) => name ?? '')
  const verb = step.split(' ', 1)[0]
  if (verb === 'open') {
    await page.goto(`${env.CENTRE}${step.slice(5)}`)
    await page.locator('h1').first().waitFor()
  } else if (verb === 'reload') await page.reload()
  else if (verb === 'press') {
    const name = { name: first, exact: true }
    await page.getByRole('button', name).or(page.getByRole('link', name)).first().click()
  } else if (verb === 'pick') await page.getByText(first, { exact: true }).click()
  else if (verb === 'type') {
    const [value, label] = step.startsWith('type code ') ? [env.CODE ?? '', first] : [first, second]
    await page.getByLabel(label).fill(value)
  } else if (verb === 'read') await page.getByText(first).first().waitFor()
  else if (step === 'choose photo') {
    await page.locator('#portal-page[data-live]').waitFor()
    await page.locator('input[type=file]').nth(1).setInputFiles(photo)
  } else if (step === 'keep code') env.CODE = (await page.locator('.fr-code').textContent()) ?? ''
  else throw new Error('nobody knows how to do this')
}

/** Runs a block in one shell; what it names in capitals is known to the next one. */
async function shell(block: Block, env: NodeJS.ProcessEnv): Promise<string> {
  const names = [...block.text.matchAll(/^([A-Z]+)=/gm)].map(([, name]) => name ?? '')
  const tell = names.map((name) => `\nprintf '\\n${name}=%s' "$${name}"`).join('')
  const { stdout } = await run('sh', ['-ec', `${block.text}${tell}`], { env })
  const lines = stdout.split('\n')
  for (const name of names)
    env[name] = lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1)
  return lines
    .filter((line) => !names.some((name) => line.startsWith(`${name}=`)))
    .join('\n')
    .trim()
}
