/** What the feed says of one station. */
export interface Reading {
  code: string
  /** µg/m³ */
  pm25: number
  /** µg/m³ */
  pm10: number
  /** °C */
  temperature: number
  /** % */
  humidity: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * Plausible readings for a moment, the same ones each time: two rush hours, a calm night, and a drift of its own for
 * each station. The script of this folder serves them, and the plugin falls back to them where no feed answers.
 */
export function readingsAt(codes: readonly string[], time: Date): Reading[] {
  const minute = Math.floor(time.getTime() / MINUTE)
  // Nghệ An is seven hours ahead of UTC all year.
  const hour = (((time.getTime() + 7 * 60 * MINUTE) % DAY) / DAY) * 24
  return codes.map((code) => {
    const own = noise(code, 0)
    const traffic = bump(hour, 7.5) + bump(hour, 18)
    const drift = noise(code, Math.floor(minute / 10)) * 6 + noise(code, minute) * 3
    const pm25 = 9 + own * 34 + traffic * (14 + own * 22) + drift
    const temperature = 24 + 5 * Math.sin(((hour - 9) / 24) * 2 * Math.PI) + noise(code, minute) * 0.6
    return {
      code,
      pm25: round(pm25),
      pm10: round(pm25 * (1.45 + own * 0.3)),
      temperature: round(temperature),
      humidity: Math.round(78 - (temperature - 24) * 3 + own * 4),
    }
  })
}

/** A soft hill around an hour of the day. */
function bump(hour: number, at: number): number {
  return Math.exp(-((hour - at) ** 2) / 3)
}

/** 0 … 1, always the same for a station and a number (FNV-1a). */
function noise(code: string, step: number): number {
  let hash = 0x811c9dc5
  for (const char of `${code}/${step}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
  return ((hash ^ (hash >>> 15)) >>> 0) / 0xffffffff
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
