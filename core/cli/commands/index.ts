import type { Command } from '../command/command.ts'
import { backup } from './backup.ts'
import { configApply, configPlan, configPull } from './config.ts'
import { pluginBuild } from './plugin-build.ts'
import { pluginCertify } from './plugin-certify.ts'
import { pluginDisable } from './plugin-disable.ts'
import { pluginEnable } from './plugin-enable.ts'
import { pluginInstall } from './plugin-install.ts'
import { pluginList } from './plugin-list.ts'
import { pluginPlan } from './plugin-plan.ts'
import { pluginSign } from './plugin-sign.ts'
import { pluginTrust } from './plugin-trust.ts'
import { restoreCommand } from './restore.ts'
import { seed } from './seed.ts'
import { start } from './start.ts'
import { tokenCreate } from './token-create.ts'

/** All commands, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  start,
  tokenCreate,
  seed,
  backup,
  restoreCommand,
  configPull,
  configPlan,
  configApply,
  pluginBuild,
  pluginCertify,
  pluginSign,
  pluginInstall,
  pluginTrust,
  pluginList,
  pluginPlan,
  pluginEnable,
  pluginDisable,
]
