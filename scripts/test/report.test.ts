import { expect, test } from 'vitest'
import { lastLine, summarise, timesByKind, type VitestReport } from './report.ts'

const file = (name: string, statuses: string[], status = 'passed', startTime = 0, endTime = 0) => ({
  name,
  status,
  startTime,
  endTime,
  assertionResults: statuses.map((each, index) => ({ fullName: `test ${index}`, status: each })),
})

test('tests are counted by outcome, and skipped ones are named', () => {
  const report: VitestReport = {
    testResults: [
      file('a.test.ts', ['passed', 'passed', 'failed'], 'failed'),
      file('b.test.ts', ['pending', 'todo']),
    ],
  }
  const summary = summarise(report)
  expect(summary).toEqual({
    passed: 2,
    failed: 1,
    skipped: 2,
    skippedNames: ['b.test.ts: test 0', 'b.test.ts: test 1'],
  })
  expect(lastLine(summary)).toBe('tests: 2 passed, 1 failed, 2 skipped')
})

test('a file that could not be loaded is one failure, though none of its tests failed', () => {
  expect(summarise({ testResults: [file('a.test.ts', [], 'failed')] })).toMatchObject({
    passed: 0,
    failed: 1,
  })
  expect(summarise({ testResults: [file('a.test.ts', ['passed'], 'failed')] })).toMatchObject({
    passed: 1,
    failed: 1,
  })
})

test('time runs from the first start to the last end of each kind', () => {
  const report: VitestReport = {
    testResults: [
      file('a.test.ts', [], 'passed', 1000, 2000),
      file('b.test.ts', [], 'passed', 1500, 4000),
      file('c.test.tsx', [], 'passed', 5000, 5500),
      file('d.browser.test.ts', [], 'passed', 6000, 9000),
    ],
  }
  expect(Object.fromEntries(timesByKind(report))).toEqual({ node: 3, components: 0.5, browser: 3 })
})
