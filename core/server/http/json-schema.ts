import type { JsonSchema, Text } from '@saola/sdk'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** One place of a value that does not fit, as problems list them in `errors`. */
export interface ValueError {
  /** JSON pointer (RFC 6901) into the value. */
  pointer: string
  /** JSON Schema keyword that was not met. */
  code: string
  detail: Text
}

/** Checks a value; gives back what does not fit, empty when all does. Defaults are filled in where asked for. */
export type Check = (value: unknown) => ValueError[]

export interface CompileOptions {
  /** Reads `"3"` as 3: for values that come as text, such as a query. */
  coerce?: boolean
  /** Fills in `default` of the schema. */
  defaults?: boolean
}

const formats = addFormats as unknown as (ajv: Ajv2020) => void
const compiled = new WeakMap<JsonSchema, Map<string, Check>>()

/** Compiles a schema once per object. Each has an Ajv of its own, so that all goes with the plugin that brought it. */
export function compileSchema(
  schema: JsonSchema,
  { coerce = false, defaults = false }: CompileOptions = {},
): Check {
  const kind = `${coerce}${defaults}`
  const known = compiled.get(schema) ?? new Map<string, Check>()
  compiled.set(schema, known)
  const cached = known.get(kind)
  if (cached) return cached
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    useDefaults: defaults,
    coerceTypes: coerce ? 'array' : false,
  })
  formats(ajv)
  const validate = ajv.compile(schema)
  const check: Check = (value) => (validate(value) ? [] : errorsOf(validate))
  known.set(kind, check)
  return check
}

/** As {@link compileSchema}, but compiled when the first value comes: a start has to wait for none of it. */
export function lazySchema(schema: JsonSchema, options?: CompileOptions): Check {
  return (value) => compileSchema(schema, options)(value)
}

/** Readable errors of a failed validation, the first twenty. */
export function errorsOf(validate: ValidateFunction): ValueError[] {
  return (validate.errors ?? []).slice(0, 20).map((error) => ({
    pointer: pointerOf(error),
    code: error.keyword,
    detail: explain(error),
  }))
}

function pointerOf(error: ErrorObject): string {
  const { missingProperty, additionalProperty } = error.params as {
    missingProperty?: string
    additionalProperty?: string
  }
  const name = missingProperty ?? additionalProperty
  return name === undefined
    ? error.instancePath
    : `${error.instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function explain({ keyword, params, message }: ErrorObject): Text {
  const value = params as Record<string, unknown>
  switch (keyword) {
    case 'required':
      return { vi: 'Thiếu giá trị này', en: 'This value is missing' }
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return { vi: 'Không có mục nào tên như vậy', en: 'There is nothing of this name' }
    case 'type':
      return { vi: `Phải có kiểu ${String(value.type)}`, en: `Must be of type ${String(value.type)}` }
    case 'enum':
    case 'const':
      return { vi: 'Không thuộc các giá trị cho phép', en: 'Not one of the allowed values' }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return {
        vi: `Phải ${value.comparison} ${value.limit}`,
        en: `Must be ${value.comparison} ${value.limit}`,
      }
    case 'minLength':
      return {
        vi: `Phải có ít nhất ${value.limit} ký tự`,
        en: `Must have at least ${value.limit} characters`,
      }
    case 'maxLength':
      return { vi: `Không quá ${value.limit} ký tự`, en: `Must have at most ${value.limit} characters` }
    case 'format':
      return { vi: `Phải đúng dạng ${value.format}`, en: `Must be a valid ${value.format}` }
    case 'pattern':
      return { vi: `Phải khớp ${value.pattern}`, en: `Must match ${value.pattern}` }
    default:
      return { vi: `Không đúng: ${message ?? keyword}`, en: message ?? keyword }
  }
}
