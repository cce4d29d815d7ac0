import { canonicalAddress, reach } from './address.ts'

/** The part of an owner that decides where it may connect. */
export interface Granted {
  readonly id: string
  readonly capabilities: ReadonlySet<string>
  require(capability: string): void
}

/** Why a target is refused; undefined when it is allowed. */
export type Refusal = string | undefined

/**
 * Whether a socket to this address and port may be opened. Public addresses may; those inside the network only
 * when the capability names exactly this address and port (`net:10.1.2.3:8080`).
 */
export function addressRefusal(granted: Granted, address: string, port: number): Refusal {
  const canonical = canonicalAddress(address)
  if (canonical === undefined) return `${address} is not an address`
  const kind = reach(canonical)
  if (kind === 'public') return undefined
  if (kind === 'never') return `${canonical} is not a public address`
  if (namesExactly(granted.capabilities, canonical, port)) return undefined
  return `${canonical} is inside the network; it needs the capability ${capabilityOf(canonical, port)}`
}

/** The capability that a target needs. IPv6 addresses stand in brackets. */
export function capabilityOf(host: string, port: number): string {
  return `net:${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** True when an IP address is granted as such: a wildcard such as `*.0.0.1` never stands for an address. */
export function addressIsNamed(granted: Granted, address: string, port: number): boolean {
  for (const grant of addressGrants(granted.capabilities)) {
    if (grant.address === address && (grant.port === undefined || grant.port === port)) return true
  }
  return false
}

function namesExactly(capabilities: ReadonlySet<string>, address: string, port: number): boolean {
  for (const grant of addressGrants(capabilities)) {
    if (grant.address === address && grant.port === port) return true
  }
  return false
}

function* addressGrants(capabilities: ReadonlySet<string>): Generator<{ address: string; port?: number }> {
  for (const capability of capabilities) {
    const match = /^net:(\[[^\]]+\]|[0-9.]+)(?::(\d+))?$/.exec(capability)
    const address = match?.[1] === undefined ? undefined : canonicalAddress(match[1])
    if (address !== undefined)
      yield { address, port: match?.[2] === undefined ? undefined : Number(match[2]) }
  }
}
