import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { MODULE_REASONS } from './problem-codes/module-reasons.ts'
import { PROBLEM_CODES } from './problem-codes.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const page = readFileSync(join(root, 'docs/reference/errors.md'), 'utf8')

/** Sources of the framework that run in the server. */
const sources = ['core/kernel', 'core/records', 'core/server', 'sdk/cql2'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/node_modules|\/dist\/|\/testkit\//.test(path))
    .map((path) => readFileSync(path, 'utf8')),
)
const found = (pattern: RegExp) =>
  [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))].sort()

test('every code that is thrown has a status, a title and advice in both languages', () => {
  const thrown = [
    ...found(/new Problem\(\s*'([a-z0-9-]+)'/g),
    ...found(/\b(?!culprit)\w+: '(filter-[a-z-]+)'/g),
    ...found(/'(fetch-[a-z-]+)'/g),
  ]
  expect(thrown.length).toBeGreaterThan(50)
  expect(
    thrown.filter((code) => !Object.hasOwn(PROBLEM_CODES, code) && !code.startsWith('fetch-test')),
  ).toEqual([])
})

// A request that is in flight when its module goes off is told so with 503: it may come again.
const OTHERWISE = ["new Problem('module-off', 503"]

test('every status in the code is the one of the registry', () => {
  const wrong = sources.flatMap((text) =>
    [...text.matchAll(/new Problem\(\s*'([a-z0-9-]+)',\s*(\d{3})/g)].filter(
      ([, code = '', status]) => PROBLEM_CODES[code as keyof typeof PROBLEM_CODES]?.status !== Number(status),
    ),
  )
  expect(wrong.map(([whole]) => whole)).toEqual(OTHERWISE)
})

test('the reference has a line for every code, and for nothing else', () => {
  const lines = Object.entries(PROBLEM_CODES).map(
    ([code, { status, title, help }]) => `| \`${code}\` | ${status} | ${title.en} | ${help.en} |`,
  )
  const missing = lines.filter((line) => !tidy(page).includes(tidy(line)))
  expect(missing.join('\n')).toBe('')
  const named = [...page.matchAll(/^\| `([a-z0-9-]+)` /gm)].map((match) => match[1] ?? '')
  expect(
    named.filter((code) => !Object.hasOwn(PROBLEM_CODES, code) && !Object.hasOwn(MODULE_REASONS, code)),
  ).toEqual([])
})

test('every reason of a module is explained', () => {
  const given = [
    ...found(/\breason\(\s*'([a-z-]+)'/g),
    ...found(/kind: 'refuses'[^}]*?code: '([a-z-]+)'/g),
    ...found(/effect\('refuses'[^}]*?code: '([a-z-]+)'/g),
  ]
  expect(
    given.filter((code) => !Object.hasOwn(MODULE_REASONS, code) && !Object.hasOwn(PROBLEM_CODES, code)),
  ).toEqual([])
  const missing = Object.entries(MODULE_REASONS).filter(
    ([code, meaning]) => !tidy(page).includes(tidy(`| \`${code}\` | ${meaning} |`)),
  )
  expect(missing).toEqual([])
})

/** Tables may be padded. */
function tidy(text: string): string {
  return text.replaceAll(/ +/g, ' ')
}
