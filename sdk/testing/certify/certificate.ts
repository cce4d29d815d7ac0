/** One thing that a plugin must do before a centre should trust it. */
export interface CheckResult {
  id: 'code' | 'languages' | 'on-off' | 'capabilities' | 'rights' | 'accessibility'
  /** What the check looks at, one line. */
  title: string
  /** Empty when all is well. */
  problems: string[]
  /** Worth knowing, and no reason to refuse. */
  notes: string[]
  /** Why the check could not run; then it counts as failed. */
  skipped?: string
}

export interface Certificate {
  id: string
  version: string
  checks: CheckResult[]
}

export function isCertified(certificate: Certificate): boolean {
  return certificate.checks.every((check) => check.problems.length === 0 && check.skipped === undefined)
}

/** The certificate as lines for a terminal. */
export function printCertificate(certificate: Certificate): string {
  const lines = certificate.checks.flatMap((check) => {
    const state = check.skipped !== undefined ? 'NOT RUN' : check.problems.length > 0 ? 'FAILED' : 'ok'
    return [
      `${state.padEnd(8)} ${check.title}`,
      ...(check.skipped === undefined ? [] : [`           ${check.skipped}`]),
      ...check.problems.map((problem) => `         ✗ ${problem}`),
      ...check.notes.map((note) => `         · ${note}`),
    ]
  })
  const verdict = isCertified(certificate) ? 'certified' : 'NOT certified'
  return [`${certificate.id} ${certificate.version}`, ...lines, '', `${certificate.id} is ${verdict}.`].join(
    '\n',
  )
}
