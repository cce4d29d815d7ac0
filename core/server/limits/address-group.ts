import ipaddr from 'ipaddr.js'

/**
 * Addresses that count as one client: an IPv4 address, or the /64 network of an IPv6 address, since whoever has one
 * of those has all 2^64.
 */
export function addressGroup(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${bare(parsed)}/64`).toString()}/64`
}

function bare(address: ipaddr.IPv6): string {
  return new ipaddr.IPv6(address.parts).toString()
}
