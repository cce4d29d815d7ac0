import type { Manifest } from '@saola/sdk'
import type { TestCentre } from '../centre/test-centre.ts'
import { takeTraces, whatGrew } from '../leaks/traces.ts'

/** Node keeps an imported module for good and its caches warm up: growth below this says nothing. */
const HEAP_TOLERANCE = 3 * 1024 * 1024

/** Switches a module on and off again and again: afterwards nothing of it may be left. */
export async function checkOnOff(centre: TestCentre, manifest: Manifest, cycles = 10): Promise<string[]> {
  const { id } = manifest
  const problems: string[] = []
  const cycle = async () => {
    await centre.enable(id)
    await centre.disable(id)
  }
  // The first rounds load code, make tables and fill caches.
  for (let round = 0; round < 3; round++) await cycle()
  const before = await takeTraces()
  for (let round = 0; round < cycles; round++) await cycle()
  const after = await takeTraces()
  problems.push(...whatGrew(before, after, HEAP_TOLERANCE))
  problems.push(...(await leftBehind(centre, manifest)))
  return problems
}

/** What still answers in the name of a module that is off. */
export async function leftBehind(centre: TestCentre, { id, contributes }: Manifest): Promise<string[]> {
  const problems: string[] = []
  for (const point of Object.keys(contributes)) {
    const registered = point.includes('.') ? new Map() : centre.kernel.contributions(point)
    for (const [name, { owner }] of registered) {
      if (owner.id === id) problems.push(`${point}: ${name} is still registered`)
    }
  }
  if (Object.keys(contributes.routes ?? {}).length > 0) {
    const token = await centre.token('administrator')
    const { status, body } = await centre.call<{ code?: string }>(`/api/x/${id}/`, { token })
    if (status !== 404 || body?.code !== 'module-off') {
      problems.push(`routes: /api/x/${id} answers ${status} ${body?.code ?? ''}`.trim())
    }
  }
  return problems
}
