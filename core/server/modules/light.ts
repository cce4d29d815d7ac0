import type { Manifest } from '@saola/sdk'

/**
 * A manifest for a list of modules: of seeds only how many records they bring. Those of a demonstration may be most of
 * it; whoever asks for one module gets all of it.
 */
export function lightManifest<M extends Manifest | undefined>(manifest: M): M {
  const seeds = manifest?.contributes.seeds
  if (!manifest || !seeds) return manifest
  const light = Object.entries(seeds).map(([name, { kind, records }]) => {
    const counts = Object.entries(records).map(([model, { key, values }]) => [
      model,
      { key, count: values.length },
    ])
    return [name, { kind, records: Object.fromEntries(counts) }]
  })
  return { ...manifest, contributes: { ...manifest.contributes, seeds: Object.fromEntries(light) } }
}
