import { relative, resolve } from 'node:path'
import type { Command } from '../command/command.ts'

export const pluginBuild: Command = {
  name: 'plugin build',
  summary: 'Builds the plugin in a folder into dist/ and <id>-<version>.tgz.',
  usage: '[folder]',
  options: {},
  positionals: [0, 1],
  run: async (terminal, { positionals: [folder = '.'] }) => {
    // Loaded only now: bundlers would cost every start a second and 60 MB.
    const { buildPlugin } = await import('../build/build.ts')
    const { manifest, file, sha256, bytes } = await buildPlugin(resolve(terminal.cwd, folder))
    const count = Object.values(manifest.contributes).reduce((sum, all) => sum + Object.keys(all).length, 0)
    terminal.note(`${manifest.id} ${manifest.version}: ${count} contributions, ${Math.ceil(bytes / 1024)} kB`)
    terminal.note(`sha256 ${sha256}`)
    terminal.out(relative(terminal.cwd, file) || file)
    return 0
  },
}
