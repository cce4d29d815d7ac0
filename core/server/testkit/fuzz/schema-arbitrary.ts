import fc from 'fast-check'

export type Schema = boolean | { readonly [key: string]: unknown }

/** Texts that have broken somebody's server before. */
export const HOSTILE = [
  '',
  ' ',
  "'",
  "';--",
  '"',
  '\\',
  '%',
  '%00',
  '\u0000',
  '\u202e',
  '\ud83d',
  'a\u0301',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '=1+1',
  '-1',
  '0',
  'NaN',
  '1e400',
  '99999999999999999999',
  'null',
  'true',
  '[]',
  '{}',
  '__proto__',
  'constructor',
  '2026-02-30',
  '٣',
  'x'.repeat(5_000),
]

const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
)
const instant = fc
  .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2200-01-01') })
  .map((date) => date.toISOString())

/** Fitting values by the name of a member or parameter, for what a schema cannot say. */
export type Samples = Readonly<Record<string, readonly unknown[]>>

export interface Source {
  /** The document that `$ref` points into. */
  root: unknown
  samples: Samples
}

/** Values that a JSON Schema describes, mostly. */
export function valuesOf(schema: Schema, root: Source, depth = 0): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean' || depth > 6) return fc.jsonValue({ maxDepth: 2 })
  if (typeof schema.$ref === 'string') return valuesOf(resolve(schema.$ref, root.root), root, depth + 1)
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return fc.constantFrom(...schema.enum)
  const choices = schema.oneOf ?? schema.anyOf
  if (Array.isArray(choices) && choices.length > 0)
    return fc.oneof(...choices.map((one: Schema) => valuesOf(one, root, depth + 1)))
  if (Array.isArray(schema.allOf))
    return fc
      .tuple(...schema.allOf.map((one: Schema) => valuesOf(one, root, depth + 1)))
      .map((parts) => Object.assign({}, ...parts) as unknown)
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type: string) => valuesOf({ ...schema, type }, root, depth + 1)))
  return ofType(schema, root, depth)
}

function ofType(schema: { readonly [key: string]: unknown }, root: Source, depth: number) {
  const number = (name: string) => (typeof schema[name] === 'number' ? (schema[name] as number) : undefined)
  switch (schema.type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: number('minimum') ?? -(2 ** 31), max: number('maximum') ?? 2 ** 31 - 1 })
    case 'number':
      return fc.double({
        min: number('minimum'),
        max: number('maximum'),
        noNaN: true,
        noDefaultInfinity: true,
      })
    case 'string':
      if (schema.format === 'date-time') return instant
      if (schema.format === 'date') return instant.map((value) => value.slice(0, 10))
      if (schema.format === 'email') return fc.emailAddress()
      return text.map((value) => value.slice(0, number('maxLength') ?? 5_000))
    case 'array': {
      if (Array.isArray(schema.prefixItems))
        return fc.tuple(...schema.prefixItems.map((one: Schema) => valuesOf(one, root, depth + 1)))
      const items = valuesOf((schema.items as Schema | undefined) ?? true, root, depth + 1)
      return fc.array(items, {
        minLength: number('minItems') ?? 0,
        maxLength: Math.min(number('maxItems') ?? 3, 6),
      })
    }
    default: {
      const properties = (schema.properties ?? {}) as Record<string, Schema>
      const members = Object.entries(properties).filter(
        ([, one]) => typeof one === 'boolean' || one.readOnly !== true,
      )
      if (members.length === 0) return fc.dictionary(text, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 })
      const required = Array.isArray(schema.required) ? schema.required.map(String) : []
      return fc.record(
        Object.fromEntries(members.map(([name, one]) => [name, named(name, one, root, depth + 1)])),
        { requiredKeys: required.filter((name) => members.some(([member]) => member === name)) },
      )
    }
  }
}

/** As `valuesOf`, more often one of the samples of that name. */
export function named(name: string, schema: Schema, source: Source, depth = 0): fc.Arbitrary<unknown> {
  const samples = source.samples[name]
  const drawn = valuesOf(schema, source, depth)
  if (!samples) return drawn
  return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...samples) }, { weight: 1, arbitrary: drawn })
}

/** What a reference within the document means: `#/components/schemas/Point`. */
export function resolve(ref: string, root: unknown): Schema {
  const parts = ref.slice(2).split('/')
  const found = parts.reduce<unknown>(
    (at, part) =>
      (at as Record<string, unknown> | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')],
    root,
  )
  if (found === undefined) throw new Error(`the document has no ${ref}`)
  return found as Schema
}
