import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { widgetOptions } from './options.ts'

const page = readFileSync(new URL('../../../docs/reference/widgets.md', import.meta.url), 'utf8')

test.each(Object.entries(widgetOptions))(
  'the reference names every option of %s, and no other',
  (type, schema) => {
    const [, section = ''] =
      new RegExp(`## ${type.replace('.', '\\.')}\n(.*?)(?=\n## |$)`, 's').exec(page) ?? []
    const named = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    const { properties } = schema as { properties: object }
    expect(named.sort()).toEqual(Object.keys(properties).sort())
  },
)
