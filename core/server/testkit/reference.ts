import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

/** A request on a page of the reference, and what the page says of the answer. */
export interface Example {
  /** What stands behind `http` where the block begins. */
  note: string
  request: string
  status: number
  answer: unknown
}

/** A page of docs/reference with its examples; a request without an answer behind it fails here. */
export function readReference(name: string): { page: string; examples: Example[] } {
  const page = readFileSync(new URL(`../../../docs/reference/${name}.md`, import.meta.url), 'utf8')
  const examples = [...page.matchAll(/```http([^\n]*)\n(.*?)```\n\n```json (\d+)\n(.*?)```/gs)].map(
    ([, note = '', request = '', status = '', answer = '']) => ({
      note: note.trim(),
      request,
      status: Number(status),
      answer: JSON.parse(answer) as unknown,
    }),
  )
  expect(page.match(/```http/g)).toHaveLength(examples.length)
  return { page, examples }
}

/** What a page says of an answer: members that do not matter there are left out, and `…` is some text. */
export function expected(value: unknown): unknown {
  if (value === '…') return expect.any(String)
  if (Array.isArray(value)) return value.map(expected)
  if (typeof value !== 'object' || value === null) return value
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expected(inner)])),
  )
}
