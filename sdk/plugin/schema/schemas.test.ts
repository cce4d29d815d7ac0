import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Static } from 'typebox'
import { expect, expectTypeOf, test } from 'vitest'
import type {
  BooleanField,
  CodeRef,
  DatetimeField,
  IntegerField,
  Job,
  Listener,
  MapLayer,
  Migration,
  NumberField,
  PointField,
  Provider,
  TextField,
  UnitSet,
} from '../index.ts'
import { CAPABILITY, contributionSchemas, type fieldSchemas, ManifestSchema } from '../index.ts'

type Fields = typeof fieldSchemas
type Points = typeof contributionSchemas

test('the schemas and the documented types say the same', () => {
  expectTypeOf<Static<Fields['text']>>().toEqualTypeOf<TextField>()
  expectTypeOf<Static<Fields['number']>>().toEqualTypeOf<NumberField>()
  expectTypeOf<Static<Fields['integer']>>().toEqualTypeOf<IntegerField>()
  expectTypeOf<Static<Fields['boolean']>>().toEqualTypeOf<BooleanField>()
  expectTypeOf<Static<Fields['datetime']>>().toEqualTypeOf<DatetimeField>()
  expectTypeOf<Static<Fields['point']>>().toEqualTypeOf<PointField>()
  expectTypeOf<Static<Points['jobs']>>().toEqualTypeOf<Job<CodeRef>>()
  expectTypeOf<Static<Points['on']>>().toEqualTypeOf<Listener<CodeRef>>()
  expectTypeOf<Static<Points['provides']>>().toEqualTypeOf<Provider<CodeRef>>()
  expectTypeOf<Static<Points['migrations']>>().toEqualTypeOf<Migration<CodeRef>>()
  expectTypeOf<Static<Points['mapLayers']>>().toEqualTypeOf<MapLayer>()
  expectTypeOf<Static<Points['units']>>().toEqualTypeOf<UnitSet>()
})

test('every schema is valid JSON Schema 2020-12', () => {
  const ajv = new Ajv2020({ strict: false })
  for (const schema of [ManifestSchema, ...Object.values(contributionSchemas)]) {
    expect(ajv.validateSchema(schema)).toBe(true)
  }
})

test.each([
  ['records:own', true],
  ['records:read:air-quality.station', true],
  ['net:*.nghean.gov.vn', true],
  ['net:127.0.0.1:8099', true],
  ['net:*', false],
  ['net:a.vn/path', false],
  ['emit:air-quality.reading', true],
  ['everything', false],
  ['records:read:*', false],
])('the capability %s is well formed: %s', (capability, expected) => {
  expect(new RegExp(CAPABILITY).test(capability)).toBe(expected)
})
