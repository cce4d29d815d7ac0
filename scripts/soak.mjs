// Long trials: runs every bench/*.soak.ts, or those whose name contains an argument.
import { launch } from './launch.mjs'

await launch('measure/run.ts', { args: ['soak'] })
