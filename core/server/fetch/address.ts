import ipaddr from 'ipaddr.js'

/**
 * Where an address leads: `public` to the internet, `local` into this machine or the network it stands in (may be
 * granted by naming it), `never` to nothing one can talk HTTP to.
 */
export type Reach = 'public' | 'local' | 'never'

const GLOBAL_V6 = ipaddr.IPv6.parse('2000::')
const NAT64 = ipaddr.IPv6.parse('64:ff9b::')
// ipaddr.js reads `::8.8.8.8` as the mapped `::ffff:8.8.8.8`; the system does not.
const V4_COMPATIBLE = /^::\d+\.\d+\.\d+\.\d+$/
const LOCAL = new Set([
  'loopback',
  'private',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
  'deprecatedSiteLocal',
])

/** Classifies an IP address, looking through the IPv6 forms that carry an IPv4 address inside. */
export function reach(address: string): Reach {
  if (!ipaddr.isValid(address) || V4_COMPATIBLE.test(address)) return 'never'
  const parsed = ipaddr.parse(address)
  if (parsed instanceof ipaddr.IPv6) {
    if (parsed.zoneId) return 'never'
    if (parsed.isIPv4MappedAddress()) return reach(parsed.toIPv4Address().toString())
    // NAT64 (RFC 6052) is how an IPv6-only network reaches IPv4; the inner address decides.
    if (parsed.match(NAT64, 96)) return publicOrNever(reach(innerV4(parsed)))
    if (LOCAL.has(parsed.range())) return 'local'
    return parsed.range() === 'unicast' && parsed.match(GLOBAL_V6, 3) ? 'public' : 'never'
  }
  if (LOCAL.has(parsed.range())) return 'local'
  return parsed.range() === 'unicast' ? 'public' : 'never'
}

/** `127.0.0.1`, `::1`: one spelling per address, so that a grant and a target can be compared. Undefined for a name. */
export function canonicalAddress(host: string): string | undefined {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  if (
    !ipaddr.isValid(bare) ||
    (bare.includes('.') && !bare.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(bare))
  ) {
    return undefined
  }
  const parsed = ipaddr.parse(bare)
  return parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress()
    ? parsed.toIPv4Address().toString()
    : parsed.toString()
}

function innerV4(address: ipaddr.IPv6): string {
  return address.toByteArray().slice(12).join('.')
}

function publicOrNever(value: Reach): Reach {
  return value === 'public' ? 'public' : 'never'
}
