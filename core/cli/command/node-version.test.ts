import { expect, test } from 'vitest'
import { refuseNode } from './node-version.ts'

test.each(['22.18.0', '22.21.1', '24.0.0', '25.1.0'])('Node %s will do', (version) => {
  expect(refuseNode(version)).toBeUndefined()
})

test.each(['18.20.8', '20.20.2', '22.17.1'])('Node %s is refused with what to do', (version) => {
  expect(refuseNode(version)).toContain(`needs Node 22.18 or newer; this is ${version}`)
  expect(refuseNode(version)).toContain('install Node 24')
})
