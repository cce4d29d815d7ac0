import { useFullId, useHost, useText } from '@saola/sdk-web'

/** Labels of a model's fields and options in the reader's language, so that they are written only once. */
export function useModelText(model: string) {
  const host = useHost()
  const text = useText()
  const id = useFullId()(model)
  const field = (name: string) => host.ui.models[id]?.fields[name]
  return {
    label: (name: string) => text(field(name)?.label),
    measure: (name: string) => {
      const known = field(name)
      return known && 'measure' in known ? known.measure : undefined
    },
    option: (name: string, value: string | null | undefined) => {
      const known = field(name)
      if (known?.type !== 'select' || value === null || value === undefined) return '–'
      return text(known.options[value]?.label) || value
    },
  }
}
