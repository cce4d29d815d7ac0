import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Api } from './api.ts'

/** The module that is switched in these trials, and a path that only it answers. */
export const MODULE = 'air-quality'
export const MODULE_PATH = `/api/x/${MODULE}/worst`

/** Copies the built module into a folder of its own, so that a build meanwhile does not take it away. */
export function copyModule(folder: string): string {
  const built = join(import.meta.dirname, '../../examples', MODULE, 'dist')
  if (!existsSync(join(built, 'manifest.json'))) throw new Error(`${MODULE} is not built: npm run setup`)
  cpSync(built, join(folder, MODULE, 'dist'), { recursive: true })
  return folder
}

interface Plan {
  missing: { capabilities: string[]; mounts: string[]; native: string[]; unsigned?: boolean }
}

export async function enable(api: Api): Promise<void> {
  const { missing } = await api.get<Plan>(`/api/modules/${MODULE}/plan?to=on`)
  await api.post(`/api/modules/${MODULE}/enable`, { approve: missing })
}

export async function disable(api: Api): Promise<void> {
  await api.post(`/api/modules/${MODULE}/disable`)
}

/** When the module's own path first answered with this status (of `performance.now()`). */
export async function answersWith(api: Api, status: number, limit = 20_000): Promise<number> {
  const until = performance.now() + limit
  for (;;) {
    const found = await api.status(MODULE_PATH)
    if (found === status) return performance.now()
    if (performance.now() > until) throw new Error(`${MODULE_PATH} answers ${found}, not ${status}`)
    await delay(5)
  }
}
