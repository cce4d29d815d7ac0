import type { Contributions, Job, Manifest, Route } from '@saola/sdk'
import type { TestCentre } from '../centre/test-centre.ts'

/** What happened when a piece of the plugin's code was run. */
export interface Exercise {
  /** `job readFeed`, `route GET /worst`, `health`. */
  what: string
  ok: boolean
  /** Stable code of the failure, when it was a clear one. */
  code?: string
  message?: string
}

const LONGEST = 30_000

/**
 * Runs what can be run without knowing more: every job once, health, and every GET route that needs neither a path
 * parameter nor a required query value.
 */
export async function exercise(centre: TestCentre, manifest: Manifest): Promise<Exercise[]> {
  const { id, contributes } = manifest
  const owner = centre.kernel.owner(id)
  if (!owner) throw new Error(`${id} is not on`)
  const results: Exercise[] = []
  for (const [name, job] of Object.entries(contributes.jobs ?? {}) as [
    string,
    Job<{ module: string; export: string }>,
  ][]) {
    const scheduledAt = new Date().toISOString()
    results.push(
      await attempt(`job ${name}`, () =>
        owner.invoke(job.run, [{ scheduledAt }], { what: `job ${name}`, timeout: job.timeout ?? LONGEST }),
      ),
    )
  }
  if (manifest.health) {
    const { health } = manifest
    results.push(
      await attempt('health', () => owner.invoke(health, [], { what: 'health', timeout: LONGEST })),
    )
  }
  const token = await centre.token('administrator')
  for (const route of callableRoutes(contributes)) {
    const what = `route GET ${route.path}`
    const { status, body } = await centre.call(`/api/x/${id}${route.path}`, { token })
    const { code, detail } = (body ?? {}) as { code?: string; detail?: string }
    results.push(
      status < 400
        ? { what, ok: true }
        : { what, ok: false, code, message: detail ?? `it answers ${status}` },
    )
  }
  return results
}

export function callableRoutes(contributes: Contributions): Route<unknown>[] {
  return Object.values(contributes.routes ?? {}).filter((route) => {
    const needed = (route.query as { required?: unknown } | undefined)?.required
    return (
      route.method === 'GET' && !/[:*{]/.test(route.path) && !(Array.isArray(needed) && needed.length > 0)
    )
  })
}

async function attempt(what: string, run: () => Promise<unknown>): Promise<Exercise> {
  try {
    await run()
    return { what, ok: true }
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string }
    return {
      what,
      ok: false,
      ...(typeof code === 'string' ? { code } : {}),
      message: message ?? String(error),
    }
  }
}
