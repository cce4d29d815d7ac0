import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { withCentre } from '../command/centre-api.ts'
import { type Command, CommandError, text } from '../command/command.ts'
import { keyId } from '../signing/keys.ts'

interface TrustedKeys {
  keys?: Record<string, { label?: string; publicKey: string }>
}

export const pluginTrust: Command = {
  name: 'plugin trust',
  summary: 'Adds a public key to those whose signatures the centre trusts.',
  usage: '<key.pub> [--label WHO]',
  options: { label: { type: 'string', about: 'whose key it is' } },
  positionals: [1, 1],
  run: async (terminal, args) => {
    const [name = ''] = args.positionals
    const publicKey = await readFile(resolve(terminal.cwd, name), 'utf8').catch((error: Error) => {
      throw new CommandError(error.message)
    })
    const key = keyId(publicKey)
    const label = text(args, 'label')
    await withCentre(terminal, async (api) => {
      const standing = await api.get<TrustedKeys>('/api/config/trusted-keys/main')
      const keys = { ...standing.keys, [key]: { publicKey, ...(label === undefined ? {} : { label }) } }
      await api.send('PUT', '/api/config/trusted-keys/main', { keys })
    })
    terminal.out(`${key} is trusted`)
    return 0
  },
}
