import type { UiModel } from './ui-document.ts'

/**
 * Which fields a model has, as a text that is the same while they are; undefined for a model that is not there. What is
 * shown of its records is read again when a field comes or goes.
 */
export function fieldsKey(model: UiModel | undefined): string | undefined {
  return model && `fields:${Object.keys(model.fields).sort().join(',')}`
}
