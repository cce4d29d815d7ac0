import { DatabaseSync } from 'node:sqlite'

export const tones = ['crit', 'high', 'warn', 'ok', 'hold', 'off'] as const
export const kinds = {
  flood: 'waves',
  water: 'droplets',
  tree: 'tree-pine',
  road: 'construction',
  light: 'lightbulb',
}

/** Writes records into the table of the module: most in the city, some elsewhere. */
function seed(file: string, count: number): void {
  const db = new DatabaseSync(file)
  db.exec('pragma busy_timeout = 5000')
  const insert = db.prepare(
    `insert into many__report (id, version, "createdAt", "createdBy", "updatedAt", "updatedBy", name, state, kind,
       "place.lon", "place.lat", "search.all")
     values (?, 1, ?, 'seed', ?, 'seed', ?, ?, ?, ?, ?, ?)`,
  )
  const random = seeded(7)
  const around = (middle: number, width: number) => middle + (random() + random() + random() - 1.5) * width
  const started = Date.UTC(2026, 0, 1)
  db.exec('begin')
  for (let at = 0; at < count; at++) {
    const time = started + at * 60_000
    const hex = `${time.toString(16).padStart(12, '0')}7${at.toString(16).padStart(19, '8')}`
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    const iso = new Date(time).toISOString()
    const inside = random() < 0.75
    const [longitude, latitude] = inside
      ? [around(105.684, 0.05), around(18.684, 0.045)]
      : [around(105.1, 0.8), around(19.1, 0.55)]
    const tone = tones[Math.floor(random() ** 0.5 * tones.length)] ?? 'off'
    const kind = Object.keys(kinds)[Math.floor(random() * 5)] ?? 'tree'
    insert.run(
      id,
      iso,
      iso,
      `Phản ánh số ${at + 1}`,
      tone,
      kind,
      longitude,
      latitude,
      `phan anh so ${at + 1}`,
    )
  }
  db.exec('commit')
  db.close()
}

/** The same numbers every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

if (import.meta.main) {
  const [, , file = '', count = '0'] = process.argv
  seed(file, Number(count))
}
