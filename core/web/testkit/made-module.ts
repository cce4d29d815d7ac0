import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Manifest } from '@saola/sdk'
import type { ExampleModule } from './example-modules.ts'

/** A module made for one test: a manifest, and UI files as a build would have written them. */
export function makeModule(
  manifest: Pick<Manifest, 'id' | 'version'> & Partial<Manifest>,
  files: Record<string, string> = {},
): ExampleModule & { remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'saola-module-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return {
    dir,
    manifest: {
      manifest: 1,
      engine: '^1.0.0',
      name: { vi: manifest.id, en: manifest.id },
      contributes: {},
      files: {},
      ...manifest,
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** A widget's compiled file that shows a text and its options. */
export function widgetFile(body: string): string {
  return `import { defineWidget } from '@saola/sdk-web'
export default defineWidget({ component: (props) => { ${body} } })
`
}
