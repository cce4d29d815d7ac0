/**
 * Whether a granted set covers a needed capability. `net:*.nghean.gov.vn` covers each host below it, on any port
 * unless it names one; everything else is compared as it stands.
 */
export function covers(granted: ReadonlySet<string>, needed: string): boolean {
  if (granted.has(needed)) return true
  if (!needed.startsWith('net:')) return false
  const want = splitHost(needed.slice(4))
  for (const grant of granted) {
    if (!grant.startsWith('net:')) continue
    const have = splitHost(grant.slice(4))
    if (have.port !== '' && have.port !== want.port) continue
    if (have.host === want.host) return true
    if (have.host.startsWith('*.') && want.host.endsWith(have.host.slice(1))) return true
  }
  return false
}

function splitHost(value: string): { host: string; port: string } {
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(value.toLowerCase())
  return { host: match?.[1] ?? value, port: match?.[2] ?? '' }
}
