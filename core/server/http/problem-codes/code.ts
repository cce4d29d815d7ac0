import type { Text } from '@saola/sdk'

/** What a person reads of a problem: what it is, and what to do about it. */
export interface ProblemCode {
  status: number
  title: Text
  help: Text
}

export const code = (
  status: number,
  vi: string,
  en: string,
  helpVi: string,
  helpEn: string,
): ProblemCode => ({
  status,
  title: { vi, en },
  help: { vi: helpVi, en: helpEn },
})
