import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mergeChangelogs } from './changelog.ts'

/** The root changelog, made from those of all packages. */
export function buildChangelog(root: string): string {
  const manifests = globSync(['core/*/package.json', 'sdk/*/package.json'], { cwd: root }).sort()
  return mergeChangelogs(
    manifests.map((file) => {
      const own = join(root, file.replace(/package\.json$/, 'CHANGELOG.md'))
      const { name } = JSON.parse(readFileSync(join(root, file), 'utf8'))
      return {
        name: name.replace(/^@saola\//, ''),
        markdown: existsSync(own) ? readFileSync(own, 'utf8') : '',
      }
    }),
  )
}
