/** One thing that is wrong in a plugin's source, said so that its author can mend it. */
export interface BuildProblem {
  /** Path below the plugin's folder, or a path inside the manifest. */
  where: string
  message: string
  /** What to do instead. */
  hint?: string
}

/** The plugin cannot be built. Everything that was found is listed, not only the first. */
export class BuildError extends Error {
  readonly problems: readonly BuildProblem[]

  constructor(problems: readonly BuildProblem[]) {
    super(problems.map(formatProblem).join('\n'))
    this.name = 'BuildError'
    this.problems = problems
  }
}

export function formatProblem({ where, message, hint }: BuildProblem): string {
  return `${where}: ${message}${hint === undefined ? '' : `\n    ${hint}`}`
}
