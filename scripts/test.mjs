// npm test: sets up, then lint, types and every test on the project's own Node.
import { launch } from './launch.mjs'

if (!(await launch('test/run.ts', { quiet: false }))) console.log('tests: 0 passed, 1 failed, 0 skipped')
