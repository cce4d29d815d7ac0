import type { Manifest } from '@saola/sdk'
import type { TestCentre } from '../centre/test-centre.ts'
import { exercise } from './exercise.ts'

export interface Granted {
  problems: string[]
  notes: string[]
  /** What already fails with everything granted, and so says nothing about a denied capability. */
  failing: Set<string>
}

/** With everything granted, nothing may be denied: then the plugin uses what it did not ask for. */
export async function checkGranted(centre: TestCentre, manifest: Manifest): Promise<Granted> {
  const failed = (await exercise(centre, manifest)).filter((result) => !result.ok)
  const denied = failed.filter((result) => result.code === 'capability-denied')
  return {
    problems: denied.map(({ what, message }) => `${what} uses what is not asked for: ${message}`),
    notes: failed
      .filter((result) => result.code !== 'capability-denied')
      .map(({ what, message }) => `${what} fails here: ${message}`),
    failing: new Set(failed.map((result) => result.what)),
  }
}

/**
 * With one capability taken away, whatever needs it must fail with the clear fault `capability-denied`, and the rest
 * must go on.
 */
export async function checkDenied(
  centre: TestCentre,
  manifest: Manifest,
  capability: string,
  failing: ReadonlySet<string>,
): Promise<{ problems: string[]; notes: string[] }> {
  const failed = (await exercise(centre, manifest)).filter(
    (result) => !result.ok && !failing.has(result.what),
  )
  const unclear = failed.filter((result) => result.code !== 'capability-denied')
  return {
    problems: unclear.map(
      ({ what, message }) =>
        `without ${capability}, ${what} fails with something else: ${message ?? 'no message'}`,
    ),
    notes: failed.length === 0 ? [`nothing that certify can run needed ${capability}`] : [],
  }
}
