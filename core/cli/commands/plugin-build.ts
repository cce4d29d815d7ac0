import { relative, resolve } from 'node:path'
import type { Command } from '../command/command.ts'

export const pluginBuild: Command = {
  name: 'plugin build',
  summary: 'Builds the plugin in a folder into dist/ and <id>-<version>.tgz.',
  usage: '[folder]',
  options: {},
  positionals: [0, 1],
  run: async (terminal, { positionals: [folder = '.'] }) => {
    // Loaded only now: the bundlers would cost every other command 60 MB of memory.
    const { buildPlugin } = await import('../build/build.ts')
    const { manifest, file, sha256, bytes } = await buildPlugin(resolve(terminal.cwd, folder))
    const count = Object.values(manifest.contributes).reduce((sum, all) => sum + Object.keys(all).length, 0)
    terminal.note(`${manifest.id} ${manifest.version}: ${count} contributions, ${Math.ceil(bytes / 1024)} kB`)
    terminal.note(`sha256 ${sha256}`)
    terminal.out(relative(terminal.cwd, file) || file)
    return 0
  },
}
