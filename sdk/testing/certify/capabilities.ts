import type { Manifest } from '@saola/sdk'
import type { TestCentre } from '../centre/test-centre.ts'
import { exercise } from './exercise.ts'

/** With everything granted, nothing may be denied: then the plugin uses what it did not ask for. */
export async function checkUndeclared(centre: TestCentre, manifest: Manifest): Promise<string[]> {
  const results = await exercise(centre, manifest)
  const denied = results.filter((result) => result.code === 'capability-denied')
  return denied.map(({ what, message }) => `${what} uses what is not asked for: ${message}`)
}

/**
 * With one capability taken away, whatever needs it must fail with the clear fault `capability-denied`, and the rest
 * must go on. Gives back notes where nothing that could be run needed it.
 */
export async function checkDenied(
  centre: TestCentre,
  manifest: Manifest,
  capability: string,
): Promise<{ problems: string[]; notes: string[] }> {
  const results = await exercise(centre, manifest)
  const failed = results.filter((result) => !result.ok)
  const unclear = failed.filter((result) => result.code !== 'capability-denied')
  const problems = unclear.map(
    ({ what, message }) =>
      `without ${capability}, ${what} fails with something else: ${message ?? 'no message'}`,
  )
  const denied = centre.kernel.status(manifest.id)?.counters.denied ?? 0
  const notes = denied === 0 ? [`nothing that certify can run needed ${capability}`] : []
  return { problems, notes }
}
