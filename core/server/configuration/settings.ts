import type { CtxPart, Kernel } from '@saola/kernel'
import type { Json } from '@saola/sdk'
import { compileSchema } from '../http/json-schema.ts'
import type { Configuration } from './configuration.ts'

/** The settings of a plugin with the defaults of its schema filled in. */
export function settingsOf(
  configuration: Configuration,
  kernel: Kernel,
  plugin: string,
): Record<string, Json> {
  const stored = configuration.snapshot.get<Record<string, Json>>('settings', plugin)?.data ?? {}
  const filled = structuredClone(stored)
  const schema = kernel.status(plugin)?.manifest?.settings
  if (schema) compileSchema(schema, { defaults: true })(filled)
  return filled
}

/** `ctx.settings`. A change reaches the plugin at its next call, without a restart. */
export function settingsPart(configuration: Configuration, kernel: Kernel): CtxPart<'settings'> {
  return (owner) => async () => settingsOf(configuration, kernel, owner.id) as never
}
