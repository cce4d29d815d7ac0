import { expect, test } from 'vitest'
import { checkCode } from './code-rules.ts'

const said = (code: string, native: Parameters<typeof checkCode>[2] = []) =>
  checkCode('plugin.ts', code, native).map(({ where, message }) => `${where} ${message}`)

test.each([
  ["import { readFile } from 'node:fs/promises'", 'imports node:fs/promises, which is not declared'],
  ["import fs from 'fs'", 'imports node:fs, which is not declared'],
  ["export * from 'node:net'", 'imports node:net, which is not declared'],
  ["const x = await import('node:child_process')", 'imports node:child_process, which is not declared'],
  ['const x = await import(name)', 'imports a module whose name is not known before it runs'],
  ["const x = require('fs')", 'uses the global require'],
  ['console.log(process.env.HOME)', 'uses the global process'],
  ["await fetch('https://example.org')", 'uses the global fetch'],
  ["await globalThis.fetch('https://example.org')", 'uses the global fetch'],
  ["await globalThis['process'].exit()", 'uses the global process'],
  ['const all = globalThis', 'uses globalThis as a whole'],
  ['const f = new Function("return 1")', 'uses the global Function'],
  ['const { run } = { run: fetch }', 'uses the global fetch'],
])('%s is refused', (code, message) => {
  expect(said(code)).toEqual([expect.stringContaining(message)])
})

test.each([
  "import { createHash } from 'node:crypto'",
  "import type { Stats } from 'node:fs'",
  'export const run = async (ctx) => ctx.http.fetch("https://example.org")',
  'export const run = async ({ http: { fetch } }) => fetch("https://example.org")',
  'function fetch() {}\nfetch()',
  'export const has = typeof process !== "undefined"',
  'export const process = (a: number) => a\nexport const two = process(2)',
  'globalThis.setTimeout(() => {}, 1)',
  'const f = (a: Function) => a',
])('%s is fine', (code) => {
  expect(said(code)).toEqual([])
})

test('a declared native opens its modules, and nothing else', () => {
  expect(said("import { createSocket } from 'node:dgram'", ['udp'])).toEqual([])
  expect(said("import { readFile } from 'node:fs'", ['udp'])).toHaveLength(1)
  expect(said('process.pid', ['process'])).toEqual([])
})

test('the place is given by line and column', () => {
  expect(said('const a = 1\n  fetch("x")')).toEqual(['plugin.ts:2:3 uses the global fetch'])
})
