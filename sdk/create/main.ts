import { basename, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createPlugin, pluginId } from './create-plugin.ts'

const USAGE = `Usage: npm create saola-plugin <folder> [-- --name TÊN --english NAME]

Makes a plugin that builds as it stands.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: 'string' },
    english: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
const [folder] = positionals
const id = folder === undefined ? undefined : pluginId(basename(resolve(folder)))
if (values.help || folder === undefined) {
  console.log(USAGE)
  process.exitCode = values.help ? 0 : 2
} else if (id === undefined) {
  console.error(`No plugin can be named after ${folder}: use a name such as rain-gauges.`)
  process.exitCode = 2
} else {
  try {
    const dir = resolve(folder)
    const files = await createPlugin({ dir, id, name: values.name, english: values.english })
    console.log(`${files.map((file) => `  ${file}`).join('\n')}\n`)
    console.log(`Next:\n  cd ${relative(process.cwd(), dir) || '.'}\n  npm install\n  npm run build`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
