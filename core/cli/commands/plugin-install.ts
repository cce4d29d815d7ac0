import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { withCentre } from '../command/centre-api.ts'
import { type Command, CommandError } from '../command/command.ts'

interface Installed {
  id: string
  version: string
  sha256: string
  signature: 'trusted' | 'unsigned'
}

export const pluginInstall: Command = {
  name: 'plugin install',
  summary: 'Stores a package in the centre, with its .sig beside it when there is one. It stays off.',
  usage: '<package.tgz>',
  options: {},
  positionals: [1, 1],
  run: async (terminal, { positionals: [name = ''] }) => {
    const file = resolve(terminal.cwd, name)
    const bytes = await readFile(file).catch((error: Error) => {
      throw new CommandError(error.message)
    })
    const signature = await readFile(`${file}.sig`).catch(() => undefined)
    const installed = await withCentre(terminal, (api) =>
      api.send<Installed>('POST', '/api/modules', bytes, {
        ...(signature ? { 'saola-signature': signature.toString('base64') } : {}),
      }),
    )
    terminal.note(`sha256 ${installed.sha256}`)
    terminal.note(
      installed.signature === 'trusted'
        ? 'Signed by a key that this centre trusts.'
        : 'No key that this centre trusts has signed it: switching it on needs the approval "unsigned".',
    )
    terminal.out(`${installed.id} ${installed.version} is installed`)
    return 0
  },
}
