import type { Command } from '../command/command.ts'
import { pluginBuild } from './plugin-build.ts'
import { pluginCertify } from './plugin-certify.ts'
import { pluginSign } from './plugin-sign.ts'
import { seed } from './seed.ts'
import { start } from './start.ts'
import { tokenCreate } from './token-create.ts'

/** All commands, in the order in which the help lists them. */
export const commands: readonly Command[] = [start, tokenCreate, seed, pluginBuild, pluginCertify, pluginSign]
