import fc from 'fast-check'
import { expect, test } from 'vitest'
import { definition, refusal, serviceRequests } from './answer.ts'
import { toDefinition, toServiceRequest } from './mapping.ts'
import { aCategory, aReport } from './testkit/examples.ts'
import { escapeXml, writeXml } from './xml.ts'

test('markup in a text stays text', () => {
  const made = toServiceRequest(
    aReport({ description: '<script>&"]]>\u0000\u000b\ud800 Vỡ nước 🌊' }),
    aCategory(),
    { origin: 'http://x', agency: null },
  )
  const xml = writeXml(serviceRequests([made]).xml())
  expect(xml).toContain('<description>&lt;script&gt;&amp;&quot;]]&gt; Vỡ nước 🌊</description>')
  expect(xml).toContain('<address_id/>')
  expect(
    xml.startsWith(
      '<?xml version="1.0" encoding="UTF-8"?>\n<service_requests><request><service_request_id>PA-2026',
    ),
  ).toBe(true)
})

const road = [{ code: 'size', label: { vi: 'Rộng chừng (cm)' }, datatype: 'number' }]

test('a definition nests as in the example of the specification', () => {
  const xml = writeXml(definition(toDefinition(aCategory({ code: 'road', attributes: road }))).xml())
  expect(xml).toMatch(
    /^<\?xml .*\?>\n<service_definition><service_code>road<\/service_code><attributes><attribute><variable>true<\/variable><code>size<\/code><datatype>number<\/datatype>/,
  )
})

test('errors are errors of the specification', () => {
  const { status, body, headers } = refusal(
    'xml',
    [{ code: 403, description: { vi: 'không', en: 'no <key>' } }],
    'en',
  )
  expect(status).toBe(403)
  expect(headers?.['content-type']).toBe('text/xml; charset=utf-8')
  expect(body).toContain(
    '<errors><error><code>403</code><description>no &lt;key&gt;</description></error></errors>',
  )
})

test('no text breaks out, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeXml(text)).not.toMatch(/[<>"'\r\0]|&(?!(?:amp|lt|gt|quot|apos|#13);)/)
    }),
  )
})
