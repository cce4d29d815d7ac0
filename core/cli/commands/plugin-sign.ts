import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { sha256Of } from '../build/package.ts'
import { type Command, CommandError, text, UsageError } from '../command/command.ts'
import { keyId, newKeyPair, signHash } from '../signing/keys.ts'

export const pluginSign: Command = {
  name: 'plugin sign',
  summary: 'Signs a package with an Ed25519 key, or makes such a key.',
  usage: '<package.tgz> --key <file> | --new-key <file>',
  options: {
    key: { type: 'string', about: 'the private key (PEM) to sign with' },
    'new-key': { type: 'string', about: 'makes a key pair: this file and the same name with .pub' },
  },
  positionals: [0, 1],
  run: async (terminal, args) => {
    const fresh = text(args, 'new-key')
    if (fresh !== undefined) {
      const file = resolve(terminal.cwd, fresh)
      const { privateKey, publicKey } = newKeyPair()
      // Never over a key that packages out there rely on.
      await writeFile(file, privateKey, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
        throw new CommandError(error.code === 'EEXIST' ? `${fresh} exists already.` : error.message)
      })
      await writeFile(`${file}.pub`, publicKey)
      terminal.note(`Key ${keyId(publicKey)}. Keep ${fresh} to yourself; give ${fresh}.pub to the centres.`)
      terminal.out(`${fresh}.pub`)
      if (args.positionals.length === 0) return 0
    }
    const [name] = args.positionals
    const keyFile = text(args, 'key') ?? fresh
    if (name === undefined || keyFile === undefined)
      throw new UsageError('Name a package and --key, or --new-key.')
    const file = resolve(terminal.cwd, name)
    const privatePem = await readFile(resolve(terminal.cwd, keyFile), 'utf8').catch((error: Error) => {
      throw new CommandError(error.message)
    })
    const sha256 = await sha256Of(file).catch((error: Error) => {
      throw new CommandError(error.message)
    })
    await writeFile(`${file}.sig`, `${JSON.stringify(signHash(sha256, privatePem), null, 2)}\n`)
    terminal.out(`${name}.sig`)
    return 0
  },
}
