import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { canonicalAddress } from './address.ts'
import { addressRefusal, type Granted } from './grants.ts'

/** Asks for every address of a name. */
export type ResolveAll = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** A target that the guard refused. */
export class Blocked extends Error {
  readonly code = 'EBLOCKED'
}

export interface GuardOptions {
  resolve?: ResolveAll
  /** Milliseconds to connect. */
  connectTimeout?: number
}

/**
 * A dispatcher that opens sockets only to addresses its owner may reach. Names are resolved once and the socket is
 * opened to exactly the addresses that were checked, so a name that changes between check and connect gains
 * nothing. Addresses in the URL never meet the resolver, so they are checked before each dispatch; and what the
 * socket really reached is checked once more. One per owner: kept-alive sockets carry the grants they were opened under.
 */
export function guardedDispatcher(
  granted: Granted,
  options: GuardOptions = {},
): Dispatcher & { close(): Promise<void> } {
  const connectors = new Map<number, buildConnector.connector>()
  const connectorFor = (port: number): buildConnector.connector => {
    let connector = connectors.get(port)
    if (!connector) {
      connector = buildConnector({
        timeout: options.connectTimeout ?? 5_000,
        allowH2: false,
        maxCachedSessions: 0,
        lookup: checkedLookup(granted, port, options.resolve ?? systemLookup),
      })
      connectors.set(port, connector)
    }
    return connector
  }
  const agent = new Agent({
    connections: 8,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: 4_000,
    maxHeaderSize: 32 * 1024,
    connect: (target, callback) => {
      const port = portOf(target.protocol, target.port)
      connectorFor(port)(target, (error, socket) => {
        if (error) return callback(error, null)
        const refusal = addressRefusal(granted, socket.remoteAddress ?? '', port)
        if (!refusal) return callback(null, socket)
        socket.destroy()
        callback(new Blocked(refusal), null)
      })
    },
  })
  return agent.compose((dispatch) => (request, handler) => {
    const origin = new URL(String(request.origin))
    const literal = canonicalAddress(origin.hostname)
    const refusal = literal && addressRefusal(granted, literal, portOf(origin.protocol, origin.port))
    if (refusal) throw new Blocked(refusal)
    return dispatch(request, handler)
  })
}

export function portOf(protocol: string, port: string | null | undefined): number {
  return port ? Number(port) : protocol === 'https:' ? 443 : 80
}

function checkedLookup(granted: Granted, port: number, resolve: ResolveAll): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      // One bad address among good ones is how rebinding looks, so it refuses them all.
      for (const { address } of addresses) {
        const refusal = addressRefusal(granted, address, port)
        if (refusal) return callback(new Blocked(`${hostname} leads inside: ${refusal}`), [])
      }
      const first = addresses[0]
      if (!first)
        return callback(Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }), [])
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}
