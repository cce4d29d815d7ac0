import { readFile } from 'node:fs/promises'
import type { Point } from '@saola/sdk'
import exifr from 'exifr'

/** What a camera wrote beside a picture. Only told to who uploads it; nothing of it is kept. */
export interface Suggestion {
  position?: Point
  /** RFC 3339. A camera that names no zone is taken to stand in Vietnam. */
  takenAt?: string
}

interface Tags {
  latitude?: number
  longitude?: number
  DateTimeOriginal?: string
  OffsetTimeOriginal?: string
}

const HOME_ZONE = '+07:00'

/** Position and time of a picture, where they are given and possible. Never throws: broken tags suggest nothing. */
export async function suggestionOf(path: string): Promise<Suggestion> {
  const options = { gps: true, reviveValues: false, pick: ['DateTimeOriginal', 'OffsetTimeOriginal'] }
  const bytes = await readFile(path)
  const gps = await exifr.gps(bytes).catch(() => undefined)
  const tags: Tags = (await exifr.parse(bytes, options).catch(() => undefined)) ?? {}
  const position = positionOf(gps?.latitude, gps?.longitude)
  const takenAt = timeOf(tags)
  return { ...(position ? { position } : {}), ...(takenAt ? { takenAt } : {}) }
}

function positionOf(latitude: number | undefined, longitude: number | undefined): Point | undefined {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined
  const possible = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  // Cameras without a fix write zeros.
  if (!possible || (latitude === 0 && longitude === 0)) return undefined
  const round = (value: number) => Math.round(value * 1e6) / 1e6
  return { type: 'Point', coordinates: [round(longitude), round(latitude)] }
}

function timeOf({ DateTimeOriginal, OffsetTimeOriginal }: Tags): string | undefined {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(String(DateTimeOriginal ?? ''))
  if (!parts) return undefined
  const zone = /^[+-]\d\d:\d\d$/.test(String(OffsetTimeOriginal)) ? OffsetTimeOriginal : HOME_ZONE
  const time = new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${zone}`)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}
