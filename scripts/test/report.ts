/** The parts of vitest's JSON report that are read here. */
export interface VitestReport {
  testResults: VitestFile[]
}

interface VitestFile {
  name: string
  status: string
  message?: string
  startTime: number
  endTime: number
  assertionResults: { fullName: string; status: string }[]
}

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export interface Summary extends Counts {
  /** `file: test` of each skipped one. */
  skippedNames: string[]
}

/** Counts tests; a file that failed without a failing test (it could not be loaded) counts as one. */
export function summarise(report: VitestReport): Summary {
  const summary: Summary = { passed: 0, failed: 0, skipped: 0, skippedNames: [] }
  for (const file of report.testResults) {
    const failedBefore = summary.failed
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') summary.passed += 1
      else if (status === 'failed') summary.failed += 1
      else {
        summary.skipped += 1
        summary.skippedNames.push(`${file.name}: ${fullName}`)
      }
    }
    if (file.status === 'failed' && summary.failed === failedBefore) summary.failed += 1
  }
  return summary
}

/** Seconds from the first start to the last end, per kind of test file. */
export function timesByKind(report: VitestReport): Map<string, number> {
  const spans = new Map<string, { start: number; end: number }>()
  for (const { name, startTime, endTime } of report.testResults) {
    const kind = kindOf(name)
    const span = spans.get(kind) ?? { start: startTime, end: endTime }
    spans.set(kind, { start: Math.min(span.start, startTime), end: Math.max(span.end, endTime) })
  }
  return new Map([...spans].map(([kind, { start, end }]) => [kind, (end - start) / 1000]))
}

export function lastLine({ passed, failed, skipped }: Counts): string {
  return `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`
}

function kindOf(file: string): string {
  if (file.endsWith('.browser.test.ts')) return 'browser'
  return file.endsWith('.test.tsx') ? 'components' : 'node'
}
