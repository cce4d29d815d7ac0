import type { IncomingMessage } from 'node:http'
import { Problem } from '@saola/kernel'
import { expect, test } from 'vitest'
import { languageOf } from './language.ts'
import { problemResponse } from './problem.ts'
import { Proxies } from './proxies.ts'
import { requireSameOrigin } from './same-origin.ts'

test.each([
  [undefined, 'vi'],
  ['', 'vi'],
  ['*', 'vi'],
  ['fr', 'vi'],
  ['en-US,en;q=0.9', 'en'],
  ['vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
  ['fr;q=1, en;q=0.4, vi;q=0.5', 'vi'],
] as const)('language of %s is %s', (header, lang) => expect(languageOf(header)).toBe(lang))

test('a problem speaks the language of the person and names who failed', async () => {
  const error = new Problem('module-off', 404, 'camera is off', {
    culprit: 'camera',
    extra: { module: 'camera' },
  })
  const response = problemResponse(error, { lang: 'vi', requestId: 'r1', path: '/api/x/camera/list' })
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toMatch('application/problem+json')
  expect(await response.json()).toEqual({
    type: '/api/problems/module-off',
    title: 'Phân hệ đang tắt',
    status: 404,
    detail: 'camera is off',
    instance: '/api/x/camera/list',
    code: 'module-off',
    help: 'Bật phân hệ nêu trong culprit ở Studio.',
    culprit: 'camera',
    module: 'camera',
    requestId: 'r1',
  })
})

test('an error of our own never shows its text', async () => {
  const error = new Error('SQLITE_ERROR: near "selec": syntax error at /srv/db.ts:12')
  const response = problemResponse(error, { lang: 'en', requestId: 'r', path: '/' })
  expect(response.status).toBe(500)
  expect(await response.text()).not.toMatch(/SQLITE|srv|selec/)
})

test('a problem cannot overwrite its own members by extras', async () => {
  const error = new Problem('forbidden', 403, 'no', { extra: { status: 200, code: 'fine' } })
  const body = await problemResponse(error, { lang: 'en', requestId: 'r', path: '/' }).json()
  expect(body).toMatchObject({ status: 403, code: 'forbidden' })
})

const incoming = (remoteAddress: string, headers: Record<string, string>) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage

test('forwarded headers count from trusted proxies only', () => {
  const proxies = new Proxies(['10.0.0.0/8', '::1'])
  const forwarded = {
    'x-forwarded-for': '1.2.3.4, 5.6.7.8, 10.0.0.2',
    'x-forwarded-proto': 'https',
    host: 'a.vn',
  }
  expect(proxies.addressOf(incoming('10.0.0.1', forwarded))).toBe('5.6.7.8')
  expect(proxies.addressOf(incoming('::ffff:10.0.0.1', forwarded))).toBe('5.6.7.8')
  expect(proxies.addressOf(incoming('9.9.9.9', forwarded))).toBe('9.9.9.9')
  expect(proxies.originOf(incoming('10.0.0.1', forwarded))).toBe('https://a.vn')
  expect(proxies.originOf(incoming('9.9.9.9', forwarded))).toBe('http://a.vn')
  expect([new Proxies([], 'https://b.vn').secure, new Proxies([]).secure]).toEqual([true, false])
  expect(new Proxies([], 'https://b.vn').originOf(incoming('9.9.9.9', forwarded))).toBe('https://b.vn')
})

const none = { site: null, origin: null }
test.each([
  ['POST', 'cookie', { site: 'same-origin', origin: null }, true],
  ['POST', 'cookie', { site: null, origin: 'https://a.vn' }, true],
  ['GET', 'cookie', none, true],
  ['POST', 'token', none, true],
  ['POST', 'nothing', none, true],
  ['POST', 'cookie', none, false],
  ['POST', 'cookie', { site: 'same-site', origin: 'https://a.vn' }, false],
  ['DELETE', 'cookie', { site: 'cross-site', origin: 'https://a.vn' }, false],
  ['PUT', 'cookie', { site: null, origin: 'https://evil.vn' }, false],
  ['PATCH', 'cookie', { site: null, origin: 'null' }, false],
] as const)('%s by %s with %j passes: %s', (method, by, headers, passes) => {
  const check = () => requireSameOrigin(method, by, headers, 'https://a.vn')
  if (passes) expect(check).not.toThrow()
  else expect(check).toThrow(expect.objectContaining({ code: 'csrf-refused' }))
})
