import { hash } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { answer } from '../harness/channel.ts'
import { meter } from '../harness/meter.ts'
import { bareApp } from './app.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

const { BARE_URL: url, BARE_FILE: file = '', BARE_TOKEN: token = '' } = process.env
const store = url ? await openPostgres(url) : openSqlite(file)
await store.prepare(hash('sha256', token))
const server = createAdaptorServer({ fetch: bareApp(store).fetch }) as Server
server.listen(0, '127.0.0.1')
await once(server, 'listening')

answer({
  port: () => (server.address() as AddressInfo).port,
  usage: meter(),
})
process.once('SIGTERM', async () => {
  server.closeAllConnections()
  await store.close()
  process.exit(0)
})
