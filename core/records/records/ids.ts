/** Fills bytes with randomness. */
export type Random = (bytes: Uint8Array) => void

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Randomness is fetched for this many ids at once. */
const STOCK = 256
const TAIL = 8

/**
 * UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, then a 12-bit counter that makes each id greater than the
 * one before it in this process, then 62 random bits.
 */
export function idSource(clock: () => number, random: Random): () => string {
  const stock = new Uint8Array(STOCK * TAIL)
  let at = stock.length
  let last = 0
  let counter = 0
  return () => {
    if (at === stock.length) {
      random(stock)
      at = 0
    }
    const now = clock()
    if (now > last) {
      last = now
      // The upper half stays free for ids within the same millisecond.
      counter = (byte(stock, at) << 3) | (byte(stock, at + 1) >> 5)
    } else if (++counter > 0xfff) {
      last++
      counter = 0
    }
    const high = Math.floor(last / 0x10000)
    const head =
      `${byteHex(high >>> 24)}${byteHex(high >>> 16)}${byteHex(high >>> 8)}${byteHex(high)}` +
      `-${byteHex((last % 0x10000) >>> 8)}${byteHex(last)}`
    const middle = `-${byteHex(0x70 | (counter >>> 8))}${byteHex(counter)}`
    const variant = `-${byteHex(0x80 | (byte(stock, at) & 0x3f))}${byteHex(byte(stock, at + 1))}-`
    let tail = ''
    for (let i = 2; i < TAIL; i++) tail += byteHex(byte(stock, at + i))
    at += TAIL
    return head + middle + variant + tail
  }
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] as number
}

function byteHex(value: number): string {
  return hex[value & 0xff] as string
}
