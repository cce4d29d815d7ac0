import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** How a link behaves: it carries, it is cut and refuses, or it takes everything in and answers nothing. */
export type LinkState = 'up' | 'cut' | 'silent'

/** A TCP link on loopback that a test can break: what connects to `port` reaches `to` while it is up. */
export class BreakableLink implements AsyncDisposable {
  readonly #server = createServer((near) => this.#join(near))
  readonly #sockets = new Set<Socket>()
  readonly #to: { host: string; port: number }
  #state: LinkState = 'up'

  private constructor(to: { host: string; port: number }) {
    this.#to = to
  }

  static async to(host: string, port: number): Promise<BreakableLink> {
    const link = new BreakableLink({ host, port })
    link.#server.listen(0, '127.0.0.1')
    await once(link.#server, 'listening')
    return link
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** `cut` ends every connection; `silent` keeps them and lets nothing through any more. */
  become(state: LinkState): void {
    this.#state = state
    if (state === 'cut') for (const socket of this.#sockets) socket.destroy()
    if (state === 'silent') for (const socket of this.#sockets) socket.pause()
    // What was silent has missed bytes: such a connection cannot go on.
    if (state === 'up') for (const socket of this.#sockets) socket.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.become('cut')
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(near: Socket): void {
    if (this.#state === 'cut') return void near.destroy()
    this.#hold(near)
    if (this.#state === 'silent') return void near.pause()
    const far = connect(this.#to)
    this.#hold(far)
    near.pipe(far)
    far.pipe(near)
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
  }

  #hold(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#sockets.delete(socket))
  }
}
