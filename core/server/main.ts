import { join } from 'node:path'
import { createKernel, type Kernel, type Log } from '@saola/kernel'
import { accessRef, type Db, openDatabase, recordsFeature } from '@saola/records'
import type { Text } from '@saola/sdk'
import { ConfigStore, Configuration, configurationFeature } from './configuration/index.ts'
import { type Environment, isLoopback, loadSecret } from './environment/index.ts'
import { fetchFeature } from './fetch/index.ts'
import { filesFeature, openFiles } from './files/index.ts'
import { FormTokens, formsFeature, Idempotency } from './forms/index.ts'
import { Dispatcher, httpFeature, listen, PluginApps, Proxies } from './http/index.ts'
import {
  type Accounts,
  coreRightsFeature,
  type DemoAccount,
  firstRun,
  type Identity,
  identifier,
  identityFeature,
  migrateIdentity,
  Names,
  openAccounts,
  Sessions,
  type ShownAccount,
  TokenCheck,
} from './identity/index.ts'
import { jobsFeature } from './jobs/index.ts'
import { keyedDoor } from './limits/index.ts'
import { Modules, modulesFeature, PackageStore } from './modules/index.ts'
import { createLog, observeFeature } from './observe/index.ts'
import { openApiFeature } from './openapi/index.ts'
import { recordsApiFeature } from './records-api/index.ts'
import { rightsFeature } from './rights/index.ts'
import { streamFeature } from './stream/index.ts'
import { uiFeature } from './ui/index.ts'
import { unitsFeature } from './units/index.ts'

/** Version of Saola, which plugins' `engine` ranges are held against. */
export const ENGINE = '1.0.0'

/** What an example adds to an empty centre. */
export interface Example {
  centre: Text
  /** Accounts to try the centre with; only made and accepted while nobody but this machine can reach it. */
  accounts: DemoAccount[]
  /** Modules that are on from the first start. */
  modules: string[]
  /** Whether jobs of demonstrations run, so that something happens by itself. Default false. */
  live?: boolean
}

export interface CentreOptions {
  /** Folders whose children may be built plugins. */
  workspace?: string[]
  /** Folder of the built console. */
  webDir?: string
  example?: Example
  log?: Log
  clock?: () => number
  /** Whether the accounts of a first start are made. Default true; a command that runs for a moment shows none. */
  makeAccounts?: boolean
  /** Passes everything that crosses `ctx` through `structuredClone`; tests run this way. */
  cloneBoundary?: boolean
  /** Milliseconds that the event loop may stand still before the watchdog names who holds it. */
  watchdog?: number
}

export interface Centre {
  url: string
  port: number
  kernel: Kernel
  db: Db
  configuration: Configuration
  modules: Modules
  /** Accounts whose passwords may be shown to who started the centre. */
  accounts: ShownAccount[]
  /** Finishes what runs, stops every module and closes the database. */
  stop(): Promise<void>
}

/** Milliseconds that requests in flight get when the process stops. */
const STOP_LIMIT = 10_000

/** Starts a centre: environment → driver → ledger → kernel → core features → plugins → the door. */
export async function startCentre(environment: Environment, options: CentreOptions = {}): Promise<Centre> {
  const { clock = Date.now, log = createLog(), example } = options
  const { dataDir, databaseUrl, publicUrl } = environment
  const secret = await loadSecret(dataDir, environment.secret)
  const base = await openBase(environment, { ...options, clock, log })
  const { db, kernel, configuration, modules, packages, dispatcher, plugins } = base
  let accounts: Accounts | undefined
  try {
    accounts = await openAccounts({ url: databaseUrl, file: join(dataDir, 'identity.db'), secret, publicUrl })
    // What an example brings has passwords that everybody can read in it.
    const allowDemo = isLoopback(environment.host) && (!publicUrl || isLoopback(new URL(publicUrl).hostname))
    const sessions = new Sessions({ db, accounts, secret, clock, allowDemo })
    const tokens = new TokenCheck(db, clock)
    const names = new Names({ db, accounts, clock })
    const emailOf: Identity['emailOf'] = (actor) => sessions.emailOf(actor)
    const identity: Identity = { accounts, sessions, tokens, names, emailOf }
    const identify = identifier(tokens, sessions)
    dispatcher.identifyBy(identify)
    // A token that was revoked elsewhere is refused here as soon as the change is seen.
    db.onForeignChange(() => tokens.forget())
    await migrateIdentity(db)
    const { adminEmail, adminPassword } = environment
    const demo = allowDemo ? (example?.accounts ?? []) : []
    const shown =
      options.makeAccounts === false
        ? []
        : await firstRun({ db, accounts, dataDir, adminEmail, adminPassword, demo, clock })

    const files = await openFiles({ db, dataDir, clock })
    const formTokens = new FormTokens({ secret, clock })
    const idempotency = await Idempotency.open(db, clock)

    await kernel.startFeatures([
      recordsFeature({ db, clock, demoData: example !== undefined }),
      coreRightsFeature(),
      httpFeature({ dispatcher, plugins, publicDoor: keyedDoor({ clock }), formTokens, idempotency }),
      observeFeature({
        log,
        db,
        can: (actor, permission) => kernel.services.get(accessRef).can(actor, permission),
        watchdog: options.watchdog,
      }),
      configurationFeature(configuration),
      identityFeature({ identity, clock }),
      jobsFeature({ db, clock, url: databaseUrl, demo: example?.live === true }),
      fetchFeature(),
      formsFeature({ tokens: formTokens, clock }),
      filesFeature({ files, clock }),
      recordsApiFeature({ clock }),
      rightsFeature(),
      unitsFeature({ clock }),
      uiFeature({ webDir: options.webDir, centre: example?.centre ?? { vi: 'Saola', en: 'Saola' }, clock }),
      modulesFeature({ configuration, modules, packages, clock }),
      openApiFeature(),
      streamFeature({
        identify: async (request, env) => (await identify(request, env.form)).actor,
        clock,
      }),
    ])
    await configuration.catchUp()
    await db.lock('modules-of-example', () => modules.enableFirst(example?.modules ?? []))

    const door = await listen(dispatcher, environment)
    const { close } = accounts
    const stop = async (): Promise<void> => {
      const { cut } = await door.close(STOP_LIMIT)
      if (cut > 0) log.warn({ cut }, 'requests were cut off')
      await base.close()
      await close()
    }
    return { url: door.url, port: door.port, kernel, db, configuration, modules, accounts: shown, stop }
  } catch (error) {
    await base.close()
    await accounts?.close()
    throw error
  }
}

/** Everything below the features. */
async function openBase(
  environment: Environment,
  options: CentreOptions & { clock: () => number; log: Log },
) {
  const { clock, log } = options
  const { dataDir, databaseUrl } = environment
  const onError = (error: unknown) => log.error({ err: error }, 'database')
  const db = await openDatabase({ url: databaseUrl, file: join(dataDir, 'saola.db'), clock, onError })
  const kernel = createKernel({ engine: ENGINE, log, clock, cloneBoundary: options.cloneBoundary })
  const close = async (): Promise<void> => {
    await configuration?.close()
    await kernel.stop()
    await db.close()
  }
  let configuration: Configuration | undefined
  try {
    configuration = new Configuration({ store: await ConfigStore.open(db, clock), kernel, log })
    const packages = await PackageStore.open({ db, dir: join(dataDir, 'plugins'), log })
    const workspace = [...(options.workspace ?? []), ...environment.pluginDirs]
    configuration.beforeReconcile(async (snapshot) => {
      await packages.unpackMissing(snapshot)
      await kernel.discover({ workspace, installed: packages.dir, signatureOf: packages.signatureOf })
    })
    const modules = new Modules(kernel, configuration)
    const plugins = new PluginApps(kernel)
    const proxies = new Proxies(environment.trustedProxies, environment.publicUrl)
    const dispatcher = new Dispatcher({ log, clock, proxies, plugins })
    return { db, kernel, configuration, modules, packages, plugins, dispatcher, close }
  } catch (error) {
    await close()
    throw error
  }
}
