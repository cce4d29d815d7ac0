import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as answers from './answer.ts'
import { readReport } from './read-report.ts'
import { documents, postedForm } from './testkit/example-documents.ts'
import { aCategory } from './testkit/examples.ts'
import { readXml, sparkJson } from './testkit/read-xml.ts'
import { shapes } from './testkit/shapes.ts'
import * as specification from './testkit/specification.ts'
import { escapeXml, writeXml } from './xml.ts'

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })

/** What our writers make of the content of a document. */
const writers: Record<keyof typeof documents, (content: never) => answers.Content> = {
  services: answers.services,
  service_definition: answers.definition,
  submitted: answers.requests,
  token: answers.requests,
  service_requests: answers.serviceRequests,
  errors: answers.errors,
  discovery: answers.discovery,
}
const schemas: Record<keyof typeof documents, object> = {
  services: specification.services,
  service_definition: specification.serviceDefinition,
  submitted: specification.submitted,
  token: specification.token,
  service_requests: specification.serviceRequests,
  errors: specification.errors,
  discovery: specification.discovery,
}

test.each(Object.keys(documents) as (keyof typeof documents)[])(
  'the example of %s in the specification fits our schemas, and our writer makes the same of its content',
  (name) => {
    const content = sparkJson(readXml(documents[name]), shapes[name])
    ajv.validate(schemas[name], content)
    expect(ajv.errors ?? []).toEqual([])
    const written = writers[name](content as never)
    expect(written.json).toEqual(content)
    const xml = readXml(writeXml(written.xml()))
    expect(xml.name).toBe(readXml(documents[name]).name)
    expect(sparkJson(xml, shapes[name])).toEqual(content)
  },
)

test('the example of a POST is read', () => {
  const question = { label: { vi: 'x' }, datatype: 'string' }
  const attributes = ['WHISPAWN', 'WHISDORN'].map((code) => ({ code, ...question, required: true }))
  const form = Object.fromEntries(new URLSearchParams(postedForm))
  const categories = [aCategory({ code: '001', attributes })]
  const report = readReport({ ...form, lat: '18.6872', long: '105.6831' }, categories)
  expect(report).toMatchObject({
    description: 'A large sinkhole is destroying the street',
    position: [105.6831, 18.6872],
    address: '1234 5th street',
    name: 'smith john',
    phone: '111111111',
    email: 'smit333@sfgov.edu',
    mediaUrl: 'http://farm3.static.flickr.com/2002/2212426634_5ed477a060.jpg',
    attributes: { WHISPAWN: '123456', WHISDORN: 'COISL001' },
  })
})

test('a strict reader gets back every text that XML can hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [request] = readXml(writeXml(answers.requests([{ token: text }]).xml())).children
      const kept = escapeXml(text)
      expect(request?.children[0]?.text).toBe(
        kept
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&apos;', "'")
          .replaceAll('&#13;', '\r')
          .replaceAll('&amp;', '&'),
      )
    }),
  )
})

test.each([
  ['<errors/>', 'declaration'],
  ['<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE a [<!ENTITY x SYSTEM "y">]><a>&x;</a>', 'not understood'],
  ['<?xml version="1.0" encoding="UTF-8"?><a><b></a></b>', 'closes'],
  ['<?xml version="1.0" encoding="UTF-8"?><a x="1"/>', 'not understood'],
  ['<?xml version="1.0" encoding="UTF-8"?><a>AT&T</a>', 'not escaped'],
  ['<?xml version="1.0" encoding="UTF-8"?><a/><b/>', 'one root'],
  ['<?xml version="1.0" encoding="UTF-8"?><a>', 'too early'],
])('the strict reader is strict: %s', (document, why) => {
  expect(() => readXml(document)).toThrow(why)
})

test('an element too many, too few, twice or of another type is seen', () => {
  const token = (inner: string) =>
    readXml(
      `<?xml version="1.0" encoding="UTF-8"?><service_requests><request>${inner}</request></service_requests>`,
    )
  const id = '<service_request_id>1</service_request_id>'
  for (const inner of [
    id,
    `${id}<token/><x/>`,
    `${id}${id}<token/>`,
    `${id}<token><a/></token>`,
    `${id}x<token/>`,
  ])
    expect(() => sparkJson(token(inner), shapes.token), inner).toThrow()
  expect(sparkJson(token(`${id}<token/>`), shapes.token)).toEqual([{ service_request_id: '1', token: null }])
})
