import type { Command } from '../command/command.ts'
import { pluginBuild } from './plugin-build.ts'
import { pluginSign } from './plugin-sign.ts'

/** All commands, in the order in which the help lists them. */
export const commands: readonly Command[] = [pluginBuild, pluginSign]
