import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Command, CommandError } from '../command/command.ts'

export const pluginCertify: Command = {
  name: 'plugin certify',
  summary: 'Looks at a built plugin as a centre should before trusting it.',
  usage: '[folder] [--with FOLDER]',
  options: {
    with: {
      type: 'string',
      multiple: true,
      about: 'built plugin that this one requires; may be given several times',
    },
  },
  positionals: [0, 1],
  run: async (terminal, { positionals: [folder = '.'], values }) => {
    const dir = resolve(terminal.cwd, folder)
    await stat(join(dir, 'dist/manifest.json')).catch(() => {
      throw new CommandError(`${dir} holds no built plugin. Build it first: saola plugin build`)
    })
    const { certify, isCertified, printCertificate } = await import('@saola/sdk-testing')
    const others = Array.isArray(values.with)
      ? values.with.map((one) => resolve(terminal.cwd, String(one)))
      : []
    const certificate = await certify(dir, {
      with: others,
      progress: (title) => terminal.note(`… ${title}`),
    })
    terminal.out(printCertificate(certificate))
    return isCertified(certificate) ? 0 : 1
  },
}
