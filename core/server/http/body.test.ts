import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deeperThan, parseJson, readBytes, readJson, readObject } from './body.ts'

const post = (body: string, type = 'application/json') =>
  new Request('http://x/', { method: 'POST', body, headers: { 'content-type': type } })
const chunked = (size: number) => {
  let left = size
  const body = new ReadableStream({
    pull: (to) => {
      if (left <= 0) return to.close()
      to.enqueue(new Uint8Array(Math.min(left, 1000)))
      left -= 1000
    },
  })
  return new Request('http://x/', { method: 'POST', body, duplex: 'half' } as RequestInit)
}

test('depth is counted outside strings only', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.string(),
      (depth, limit, text) => {
        let value: unknown = text
        for (let at = 0; at < depth; at += 1)
          value = at % 2 ? [value, text] : { [`a${text}`]: value, b: '[{[{' }
        expect(deeperThan(JSON.stringify(value), limit)).toBe(depth > limit)
      },
    ),
  )
})

test('a body 100,000 levels deep is refused without falling over', async () => {
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  await expect(readJson(post(deep))).rejects.toMatchObject({ code: 'body-too-deep', status: 400 })
})

test('what is not JSON, or not said to be, is refused by name', async () => {
  await expect(readJson(post('{"a":'))).rejects.toMatchObject({ code: 'json-invalid', status: 400 })
  await expect(readJson(post('{}', 'text/html'))).rejects.toMatchObject({ code: 'media-type-unsupported' })
  await expect(readObject(post('[1]'))).rejects.toMatchObject({ code: 'body-invalid', status: 422 })
  expect(
    await readJson(post('{"a":1}', 'application/merge-patch+json'), ['application/merge-patch+json']),
  ).toEqual({ a: 1 })
  expect(await readJson(post('{"a":1}', 'application/json; charset=utf-8'))).toEqual({ a: 1 })
})

test('a member named __proto__ is refused, however it is written', () => {
  expect(() => parseJson('{"__proto__":{"x":1}}')).toThrow('__proto__')
  expect(() => parseJson('{"a":[{"__pr\\u006fto__":{"x":1}}]}')).toThrow('__proto__')
  expect(parseJson('{"a":"\\u0111"}')).toEqual({ a: 'đ' })
})

test('a body that is longer than allowed is cut off, said or not', async () => {
  await expect(readBytes(post('x'.repeat(101)), 100)).rejects.toMatchObject({
    code: 'body-too-large',
    status: 413,
  })
  await expect(readBytes(chunked(5000), 3000)).rejects.toMatchObject({ code: 'body-too-large' })
  expect((await readBytes(chunked(2000), 3000)).byteLength).toBe(2000)
})
