// Rewrites the root CHANGELOG.md from the packages' own; part of `npm run version`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildChangelog } from './release/packages.ts'

const root = join(import.meta.dirname, '..')
writeFileSync(join(root, 'CHANGELOG.md'), buildChangelog(root))
