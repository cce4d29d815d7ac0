import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface SecondProcess extends AsyncDisposable {
  url: string
  pid: number
}

/** Another server process on the folder of a centre that runs already. */
export async function secondProcess(
  dataDir: string,
  env: Record<string, string> = {},
): Promise<SecondProcess> {
  const child = fork(fileURLToPath(new URL('./server-process.ts', import.meta.url)), {
    execArgv: ['--conditions=saola-source'],
    env: { ...process.env, SAOLA_DATA: dataDir, SAOLA_PORT: '0', ...env },
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the second process ended with ${code}`)
  })
  ended.catch(() => {})
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }]
  return {
    url: message.url,
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
