import { expect, test } from 'vitest'
import { allowedTransitions } from './transitions.ts'

const label = { vi: 'x' }
const def = {
  transitions: {
    verify: { label, from: ['received'], to: 'verified', order: 2, roles: ['dispatcher'] },
    reject: { label, from: ['received', 'verified'], to: 'rejected', order: 1, roles: ['officer'] },
    note: { label, from: ['received'], to: 'noted' },
  },
}
const names = (from: string | null, roles?: string[]) =>
  allowedTransitions(def, from, roles, 'field-reports').map(({ name }) => name)

test('a step is open to its roles, to administrators, and to code that answers for itself', () => {
  expect(names('received', [])).toEqual(['note'])
  expect(names('received', ['officer'])).toEqual(['note', 'reject'])
  expect(names('received', ['field-reports.dispatcher'])).toEqual(['note', 'verify'])
  expect(names('received', ['other.dispatcher'])).toEqual(['note'])
  expect(names('received', ['administrator'])).toEqual(['note', 'reject', 'verify'])
  expect(names('received')).toEqual(['note', 'reject', 'verify'])
  expect(names('verified', ['officer'])).toEqual(['reject'])
  expect(names('closed', ['administrator'])).toEqual([])
  expect(names(null)).toEqual([])
})
