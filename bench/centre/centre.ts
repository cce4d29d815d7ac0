import { join } from 'node:path'
import { Child } from '../harness/channel.ts'

export interface Centre {
  child: Child
  port: number
  /** An administrator's. */
  token: string
}

interface CentreOptions {
  dataDir: string
  /** Undefined means SQLite inside `dataDir`. */
  databaseUrl?: string
  /** Folders whose children may be plugins. */
  plugins?: string
  flags?: string[]
}

/** Starts a centre in a process of its own, on a free port, with a token for it. */
export async function startCentre({ dataDir, databaseUrl, plugins, flags }: CentreOptions): Promise<Centre> {
  const child = new Child(join(import.meta.dirname, 'process.ts'), {
    flags,
    env: {
      SAOLA_PORT: '0',
      SAOLA_DATA: dataDir,
      SAOLA_DATABASE_URL: databaseUrl ?? '',
      SAOLA_EXAMPLE: 'none',
      SAOLA_PLUGINS: plugins ?? '',
      SAOLA_ADMIN_EMAIL: 'bench@example.vn',
      SAOLA_ADMIN_PASSWORD: 'bench-bench-bench',
    },
  })
  const port = await child.ask<number>('port')
  return { child, port, token: await child.ask<string>('token') }
}
