import { join } from 'node:path'
import { createKernel, type Kernel, type Log } from '@saola/kernel'
import { accessRef, type Db, openDatabase, recordsFeature } from '@saola/records'
import type { Text } from '@saola/sdk'
import { ConfigStore, Configuration, configurationFeature } from './configuration/index.ts'
import { type Environment, isLoopback, loadSecret } from './environment/index.ts'
import { fetchFeature } from './fetch/index.ts'
import { Dispatcher, httpFeature, listen, PluginApps, Proxies } from './http/index.ts'
import {
  type DemoAccount,
  firstRun,
  type Identity,
  identifier,
  identityFeature,
  migrateIdentity,
  openAccounts,
  Sessions,
  type ShownAccount,
  TokenCheck,
} from './identity/index.ts'
import { jobsFeature } from './jobs/index.ts'
import { publicDoor } from './limits/index.ts'
import { migratePackages, modulesFeature, Packages, switchOnAtFirst } from './modules/index.ts'
import { createLog, observeFeature } from './observe/index.ts'
import { openApiFeature } from './openapi/index.ts'
import { recordsApiFeature } from './records-api/index.ts'
import { streamFeature } from './stream/index.ts'
import { uiFeature } from './ui/index.ts'

/** Version of Saola, which plugins' `engine` ranges are held against. */
export const ENGINE = '1.0.0'

/** What an example adds to an empty centre. */
export interface Example {
  centre: Text
  /** Accounts to try the centre with; only made and accepted while nobody but this machine can reach it. */
  accounts: DemoAccount[]
  /** Modules that are on from the first start. */
  modules: string[]
}

export interface CentreOptions {
  /** Folders whose children may be built plugins. */
  workspace?: string[]
  /** Folder of the built console. */
  webDir?: string
  example?: Example
  log?: Log
  clock?: () => number
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
  /** Accounts whose passwords may be shown to who started the centre. */
  accounts: ShownAccount[]
  /** Finishes what runs, stops every module and closes the database. */
  stop(): Promise<void>
}

/** Milliseconds that requests in flight get when the process stops. */
const STOP_LIMIT = 10_000

/** Starts a centre: environment → driver → ledger → kernel → core features → plugins → the door. */
export async function startCentre(environment: Environment, options: CentreOptions = {}): Promise<Centre> {
  const { clock = Date.now, log = createLog(), example, workspace = [] } = options
  const { dataDir, databaseUrl } = environment
  const secret = await loadSecret(dataDir, environment.secret)
  const onError = (error: unknown) => log.error({ err: error }, 'database')
  const db = await openDatabase({ url: databaseUrl, file: join(dataDir, 'saola.db'), clock, onError })
  const accounts = await openAccounts({
    url: databaseUrl,
    file: join(dataDir, 'identity.db'),
    secret,
    publicUrl: environment.publicUrl,
  })
  try {
    return await assemble()
  } catch (error) {
    await accounts.close()
    await db.close()
    throw error
  }

  async function assemble(): Promise<Centre> {
    const store = await ConfigStore.open(db, clock)
    const allowDemo = isLoopback(environment.host)
    const shown = await openIdentity(allowDemo)
    const identity = makeIdentity(allowDemo)

    const kernel = createKernel({ engine: ENGINE, log, clock, cloneBoundary: options.cloneBoundary })
    const configuration = new Configuration({ store, kernel, log })
    await migratePackages(db)
    const folders = [...workspace, ...environment.pluginDirs]
    const packages = new Packages({ db, kernel, log, dataDir, workspace: folders })
    configuration.beforeReconcile((snapshot) => packages.bring(snapshot))

    const plugins = new PluginApps(kernel)
    const proxies = new Proxies(environment.trustedProxies, environment.publicUrl)
    const dispatcher = new Dispatcher({ log, clock, proxies, plugins })
    const identify = identifier(identity.tokens, identity.sessions)
    dispatcher.identifyBy(identify)

    await kernel.startFeatures([
      recordsFeature({ db, clock, demoData: example !== undefined }),
      httpFeature({ dispatcher, plugins, publicDoor: publicDoor({ clock }) }),
      observeFeature({
        log,
        db,
        can: (actor, permission) => kernel.services.get(accessRef).can(actor, permission),
        watchdog: options.watchdog,
      }),
      configurationFeature(configuration),
      identityFeature({ identity, clock }),
      jobsFeature({ db, clock, url: databaseUrl }),
      fetchFeature(),
      recordsApiFeature(),
      uiFeature({ webDir: options.webDir, centre: example?.centre ?? { vi: 'Saola', en: 'Saola' } }),
      modulesFeature(configuration),
      openApiFeature(),
      streamFeature({
        identify: async (request, env) => (await identify(request, env.form)).actor,
        clock,
      }),
    ])
    await switchOnAtFirst(configuration, kernel, example?.modules ?? [])
    await configuration.catchUp()

    const door = await listen(dispatcher, environment)
    const stop = async (): Promise<void> => {
      const { cut } = await door.close(STOP_LIMIT)
      if (cut > 0) log.warn({ cut }, 'requests were cut off')
      await kernel.stop()
      await accounts.close()
      await db.close()
    }
    return { url: door.url, port: door.port, kernel, db, configuration, accounts: shown, stop }
  }

  async function openIdentity(allowDemo: boolean): Promise<ShownAccount[]> {
    await migrateIdentity(db)
    const { adminEmail, adminPassword } = environment
    const demo = allowDemo ? (example?.accounts ?? []) : []
    return firstRun({ db, accounts, dataDir, adminEmail, adminPassword, demo, clock })
  }

  function makeIdentity(allowDemo: boolean): Identity {
    const sessions = new Sessions({ db, accounts, secret, clock, allowDemo })
    const tokens = new TokenCheck(db, clock)
    // A token that was revoked elsewhere is refused here as soon as the change is seen.
    db.onForeignChange(() => tokens.forget())
    return { accounts, sessions, tokens, emailOf: (actor) => sessions.emailOf(actor) }
  }
}
