import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

export interface Origin {
  address: string
  /** `https://ioc.example.vn` */
  origin: string
}

/** Tells who is really at the other end, behind proxies that are trusted by name. */
export class Proxies {
  readonly #networks: [ipaddr.IPv4 | ipaddr.IPv6, number][]
  readonly #publicUrl?: string

  constructor(trusted: readonly string[], publicUrl?: string) {
    this.#networks = trusted.map((one) => {
      if (one.includes('/')) return ipaddr.parseCIDR(one)
      const address = ipaddr.process(one)
      return [address, address.kind() === 'ipv4' ? 32 : 128]
    })
    this.#publicUrl = publicUrl
  }

  /** Whether people reach the centre over https only. */
  get secure(): boolean {
    return this.#publicUrl?.startsWith('https://') ?? false
  }

  trusts(address: string): boolean {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return this.#networks.some(
      ([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits),
    )
  }

  /** The last address of `X-Forwarded-For` that is not one of our own proxies. */
  addressOf(incoming: IncomingMessage | undefined): string {
    const peer = incoming?.socket?.remoteAddress ?? '127.0.0.1'
    if (this.#networks.length === 0 || !this.trusts(peer)) return peer
    const forwarded =
      header(incoming, 'x-forwarded-for')
        ?.split(',')
        .map((part) => part.trim()) ?? []
    for (const address of forwarded.reverse()) {
      if (!ipaddr.isValid(address)) break
      if (!this.trusts(address)) return address
    }
    return peer
  }

  originOf(incoming: IncomingMessage | undefined): string {
    if (this.#publicUrl) return this.#publicUrl
    const peer = incoming?.socket?.remoteAddress ?? '127.0.0.1'
    const proxied = this.#networks.length > 0 && this.trusts(peer)
    const host =
      (proxied ? header(incoming, 'x-forwarded-host') : undefined) ?? incoming?.headers.host ?? 'localhost'
    const proto = proxied && header(incoming, 'x-forwarded-proto') === 'https' ? 'https' : 'http'
    return `${proto}://${host}`
  }
}

function header(incoming: IncomingMessage | undefined, name: string): string | undefined {
  const value = incoming?.headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
