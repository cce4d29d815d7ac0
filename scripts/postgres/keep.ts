import { startCluster } from './cluster.ts'
import { forgetKept, rememberKept } from './kept.ts'

const cluster = await startCluster()
rememberKept(cluster.url)
console.log(cluster.url)
console.error('PostgreSQL for tests runs until Ctrl+C; test runs find it by themselves.')

const end = async () => {
  forgetKept()
  await cluster.stop()
  process.exit(0)
}
process.on('SIGINT', end)
process.on('SIGTERM', end)
// Nothing else keeps this process alive once the server's pipes are idle.
setInterval(() => {}, 2 ** 30)
