import { Problem } from '@saola/kernel'
import type { Near } from '@saola/sdk'
import type { SQL } from 'drizzle-orm'
import { columnOf, param } from '../build/builder.ts'
import { sql } from '../build/drizzle.ts'
import type { SqlValue } from '../db/db.ts'
import type { Field, Model } from '../models/model.ts'

/** Mean radius of the earth in metres (IUGG). */
const EARTH = 6_371_008.8
const FARTHEST = 500_000
const RADIANS = Math.PI / 180

/** A circle on the ground, checked. */
export interface Circle {
  field: Field
  longitude: number
  latitude: number
  metres: number
  /** A box around it, without sides when a pole is within. West greater than east: over the antimeridian. */
  box: { south: number; north: number; sides?: { west: number; east: number } }
}

/** Throws `near-invalid`. */
export function circleOf(model: Model, near: Near): Circle {
  const { point, metres, field: name } = near
  const field = name
    ? model.fields.get(name)
    : [...model.fields.values()].find(({ type }) => type === 'point')
  if (field?.type !== 'point') {
    const shown = JSON.stringify(String(name).slice(0, 80))
    throw invalid(model, name ? `There is no position ${shown}.` : `${model.id} has no positions.`)
  }
  const [longitude, latitude] = Array.isArray(point) ? (point as unknown[]) : []
  if (!within(longitude, 180) || !within(latitude, 90))
    throw invalid(model, 'A position is [longitude, latitude], within ±180 and ±90 degrees.')
  if (typeof metres !== 'number' || !(metres > 0 && metres <= FARTHEST))
    throw invalid(model, `A distance is more than 0 and at most ${FARTHEST} metres.`)
  return { field, longitude, latitude, metres, box: boxOf(longitude, latitude, metres) }
}

// A little larger than the circle, so that rounding leaves nothing out.
function boxOf(longitude: number, latitude: number, metres: number): Circle['box'] {
  const angle = metres / EARTH
  const high = angle / RADIANS + 1e-6
  const south = Math.max(-90, latitude - high)
  const north = Math.min(90, latitude + high)
  if (south === -90 || north === 90) return { south, north }
  const wide = Math.asin(Math.sin(angle) / Math.cos(latitude * RADIANS)) / RADIANS + 1e-6
  const west = longitude - wide
  const east = longitude + wide
  return {
    south,
    north,
    sides: { west: west < -180 ? west + 360 : west, east: east > 180 ? east - 360 : east },
  }
}

/** What decides the SQL, as a text; pushes the values in the order of {@link nearSql}. */
export function nearKey(circle: Circle, values: SqlValue[]): string {
  const { field, metres, box } = circle
  values.push(box.south, box.north)
  if (box.sides) values.push(box.sides.west, box.sides.east)
  values.push(...haversineValues(circle), Math.sin(metres / EARTH / 2) ** 2)
  const shape = !box.sides ? 'pole' : box.sides.west > box.sides.east ? 'crossing' : 'box'
  return `near(${field.name} ${shape})`
}

export function nearSql(model: Model, { field, box }: Circle, state: { next: number }): SQL {
  const [longitude, latitude] = columns(model, field)
  const next = () => param(state.next++)
  const tests = [sql`${latitude} between ${next()} and ${next()}`]
  if (box.sides) {
    tests.push(
      box.sides.west > box.sides.east
        ? sql`(${longitude} >= ${next()} or ${longitude} <= ${next()})`
        : sql`${longitude} between ${next()} and ${next()}`,
    )
  }
  tests.push(sql`${haversineSql(model, field, state)} <= ${next()}`)
  return sql`(${sql.join(tests, sql` and `)})`
}

/** Values of {@link haversineSql}. */
export function haversineValues({ longitude, latitude }: Circle): SqlValue[] {
  return [latitude * RADIANS, Math.cos(latitude * RADIANS), longitude * RADIANS]
}

/** The haversine of the angle between a record and the middle of a circle: it grows with their distance. */
export function haversineSql(model: Model, field: Field, state: { next: number }): SQL {
  const [longitude, latitude] = columns(model, field)
  const next = () => param(state.next++)
  const up = sql`power(sin((radians(${latitude}) - ${next()}) / 2), 2)`
  const along = sql`cos(radians(${latitude})) * ${next()} * power(sin((radians(${longitude}) - ${next()}) / 2), 2)`
  return sql`(${up} + ${along})`
}

function columns(model: Model, field: Field) {
  const at = (index: number) => columnOf(model.table, field.columns[index] as string)
  return [at(0), at(1)] as const
}

function within(value: unknown, limit: number): value is number {
  return typeof value === 'number' && value >= -limit && value <= limit
}

function invalid(model: Model, detail: string): Problem {
  return new Problem('near-invalid', 400, detail, { culprit: model.id })
}
