import type { Locale, Manifest } from '@saola/sdk'

/** Every label has its English, and both locales hold the same messages with the same parameters. */
export function checkLanguages(manifest: Manifest): string[] {
  const { contributes, name, description, settings } = manifest
  const labels = [
    ...missingEnglish({ name, description, settings }, ''),
    ...missingEnglish({ ...contributes, locales: undefined }, ''),
  ]
  return [...labels, ...compareLocales(contributes.locales ?? {})]
}

function compareLocales(locales: Record<string, Locale>): string[] {
  const { vi, en } = locales
  if (!vi && !en) return []
  if (!vi || !en) return [`locales: ${vi ? 'en' : 'vi'} is missing`]
  return [...new Set([...Object.keys(vi), ...Object.keys(en)])].sort().flatMap((key) => {
    if (vi[key] === undefined) return [`locales.vi: ${key} is missing`]
    if (en[key] === undefined) return [`locales.en: ${key} is missing`]
    const [inVi, inEn] = [parametersOf(vi[key]), parametersOf(en[key])]
    return inVi === inEn
      ? []
      : [`locales: ${key} has the parameters ${inVi || 'none'} in vi and ${inEn || 'none'} in en`]
  })
}

function parametersOf(message: string): string {
  return [...new Set([...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort().join(', ')
}

/** Paths of labels without English. A label is an object that holds `vi` and nothing but languages. */
function missingEnglish(value: unknown, path: string): string[] {
  if (value === null || typeof value !== 'object') return []
  if (Array.isArray(value)) return value.flatMap((item, index) => missingEnglish(item, `${path}.${index}`))
  const keys = Object.keys(value)
  if (keys.length > 0 && keys.every((key) => key === 'vi' || key === 'en') && 'vi' in value) {
    const { vi, en } = value as { vi: unknown; en?: unknown }
    if (typeof vi !== 'string' || typeof en === 'string') return []
    return [`${path.slice(1)}: "${vi}" has no English`]
  }
  return Object.entries(value).flatMap(([key, inner]) => missingEnglish(inner, `${path}.${key}`))
}
