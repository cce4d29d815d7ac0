import { files } from './problem-codes/files.ts'
import { identity } from './problem-codes/identity.ts'
import { modules } from './problem-codes/modules.ts'
import { plugins } from './problem-codes/plugins.ts'
import { records } from './problem-codes/records.ts'
import { requests } from './problem-codes/requests.ts'
import { units } from './problem-codes/units.ts'

export type { ProblemCode } from './problem-codes/code.ts'

/**
 * Every code that a client may see, in one place. Codes are never renamed and never used again for something else.
 * docs/reference/errors.md explains each; a test compares the two with what the code throws.
 */
export const PROBLEM_CODES = {
  ...requests,
  ...identity,
  ...modules,
  ...plugins,
  ...records,
  ...files,
  ...units,
}
