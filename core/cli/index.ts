export { type BuildOptions, type BuildResult, buildPlugin } from './build/build.ts'
export { BuildError, type BuildProblem, formatProblem } from './build/problem.ts'
export { runCommandLine } from './command/run.ts'
export { isSignedBy, keyId, newKeyPair, type Signature, signHash } from './signing/keys.ts'
