import type { Manifest } from '@saola/sdk'
import type { TestCentre } from '../centre/test-centre.ts'

/** A route that is not public turns a visitor away, whatever is sent to it. */
export async function checkRights(centre: TestCentre, { id, contributes }: Manifest): Promise<string[]> {
  const problems: string[] = []
  for (const { method, path, permission } of Object.values(contributes.routes ?? {})) {
    const address = `/api/x/${id}${path.replace(/:[^/]+/g, 'x')}`
    const { status } = await centre.call(address, { method, ...(method === 'GET' ? {} : { body: {} }) })
    const turnedAway = status === 401 || status === 403
    if (permission === 'public' && turnedAway)
      problems.push(`${method} ${path} is public and answers ${status}`)
    if (permission !== 'public' && !turnedAway) {
      problems.push(`${method} ${path} needs ${permission} and answers a visitor with ${status}`)
    }
  }
  return problems
}
