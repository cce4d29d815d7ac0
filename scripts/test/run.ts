import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Absence, completeMachine } from './machine.ts'
import { lastLine, summarise, timesByKind, type VitestReport } from './report.ts'

const root = join(import.meta.dirname, '../..')
const strict = process.env.CI === 'true'
const total = { passed: 0, failed: 0, skipped: 0 }
const times: [stage: string, seconds: number][] = []
const notes: string[] = []

const absences = timed('machine', () => completeMachine())
for (const { part, reason } of absences) {
  notes.push(`${part.name} is missing: ${part.needed} did not run (${reason})`)
  if (strict) total.failed += 1
}
runCheck('lint', 'biome', ['check', '.'])
runCheck('types', 'tsc', ['-p', 'tsconfig.json'])
runVitest(absences, process.argv.slice(2))

console.log('')
for (const [stage, seconds] of times) console.log(`${stage.padEnd(20)} ${seconds.toFixed(1).padStart(7)} s`)
for (const note of notes) console.log(note)
console.log(lastLine(total))
process.exitCode = total.failed > 0 || (strict && total.skipped > 0) ? 1 : 0

/** A tool that either passes or not counts as one test. */
function runCheck(stage: string, tool: string, args: string[]): void {
  console.log(`\n${stage}: ${tool} ${args.join(' ')}`)
  const passed = timed(stage, () => runTool(tool, args))
  if (passed) total.passed += 1
  else {
    total.failed += 1
    notes.push(`${stage} failed`)
  }
}

function runVitest(missing: Absence[], args: string[]): void {
  const reportFile = join(root, '.cache/vitest.json')
  mkdirSync(join(root, '.cache'), { recursive: true })
  rmSync(reportFile, { force: true })
  const withoutBrowser = missing.some(({ part }) => part.debian === 'chromium')
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  if (withoutBrowser) options.push('--project=node')
  console.log('')
  const passed = timed('vitest', () => runTool('vitest', ['run', ...options, ...args]))
  const report = readReport(reportFile)
  if (!report) {
    total.failed += 1
    notes.push('vitest ended without a report')
    return
  }
  const summary = summarise(report)
  for (const [kind, seconds] of timesByKind(report)) times.push([`  ${kind} tests`, seconds])
  for (const name of summary.skippedNames) notes.push(`skipped: ${name.replace(`${root}/`, '')}`)
  total.passed += summary.passed
  total.failed += summary.failed
  total.skipped += summary.skipped
  if (!passed && summary.failed === 0) {
    total.failed += 1
    notes.push('vitest reported an error outside of any test')
  }
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function runTool(tool: string, args: string[]): boolean {
  const { status, error } = spawnSync(join(root, 'node_modules/.bin', tool), args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (error) console.error(`${tool} could not be started: ${error.message}`)
  return status === 0
}

function timed<Result>(stage: string, work: () => Result): Result {
  const started = performance.now()
  const result = work()
  times.push([stage, (performance.now() - started) / 1000])
  return result
}
