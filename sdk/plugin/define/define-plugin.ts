import type { PluginDefinition } from '../contract/manifest.ts'
import type { ModelDef } from '../contract/model.ts'

/**
 * Declares a plugin. A plain value: nothing runs and nothing is registered by calling it.
 *
 * @example
 * ```ts
 * export default definePlugin({
 *   id: 'rain', version: '1.0.0', engine: '^1.0.0',
 *   name: { vi: 'Đo mưa', en: 'Rain' },
 *   capabilities: ['records:own'],
 *   models: { gauge: { label: { vi: 'Trạm đo', en: 'Gauge' }, fields: { name: field.text({ vi: 'Tên', en: 'Name' }) } } },
 * })
 * ```
 */
export function definePlugin(plugin: PluginDefinition): PluginDefinition {
  return plugin
}

/** Declares a model and keeps its exact type, for `RecordOf<typeof station>`. */
export function defineModel<const M extends ModelDef>(model: M): M {
  return model
}
