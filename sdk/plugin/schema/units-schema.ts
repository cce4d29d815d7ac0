import { type TProperties, Type } from 'typebox'
import { TextSchema } from './names.ts'

const object = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

/** Ids of units: official codes and names. */
export const UNIT_ID = '^[A-Za-z0-9][\\w.:-]{0,99}$'

const UnitId = Type.String({ pattern: UNIT_ID })
const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })
// TypeBox writes tuples as draft 7 does.
const Position = Type.Unsafe<[longitude: number, latitude: number]>({
  type: 'array',
  prefixItems: [
    { type: 'number', minimum: -180, maximum: 180 },
    { type: 'number', minimum: -90, maximum: 90 },
  ],
  minItems: 2,
  maxItems: 2,
})
const Ring = Type.Array(Position, { minItems: 4, maxItems: 20_000 })
const Polygon = Type.Array(Ring, { minItems: 1, maxItems: 100 })

const UnitSchema = object({
  label: TextSchema,
  kind: Type.Union([
    Type.Literal('province'),
    Type.Literal('commune'),
    Type.Literal('ward'),
    Type.Literal('special-zone'),
    Type.Literal('department'),
    Type.Literal('office'),
    Type.Literal('company'),
  ]),
  parent: Type.Optional(UnitId),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  formerly: Type.Optional(
    Type.Array(
      object({
        name: Type.String({ minLength: 1, maxLength: 200 }),
        district: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
        until: Type.Optional(Day),
      }),
      { maxItems: 200 },
    ),
  ),
  area: Type.Optional(
    object({
      geometry: Type.Union([
        object({ type: Type.Literal('Polygon'), coordinates: Polygon }),
        object({
          type: Type.Literal('MultiPolygon'),
          coordinates: Type.Array(Polygon, { minItems: 1, maxItems: 500 }),
        }),
      ]),
      schematic: Type.Optional(Type.Boolean()),
    }),
  ),
  example: Type.Optional(Type.Boolean()),
})

export const UnitSetSchema = object({
  label: TextSchema,
  source: Type.Optional(Type.String({ maxLength: 500 })),
  license: Type.Optional(Type.String({ maxLength: 60 })),
  units: Type.Record(UnitId, UnitSchema, {
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 20_000,
  }),
})
