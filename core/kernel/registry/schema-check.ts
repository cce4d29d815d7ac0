import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const formats = addFormats as unknown as (ajv: Ajv2020) => void

/**
 * Compiles a JSON Schema 2020-12. The check gives what does not fit, as `/path what`, at most ten of them; none when
 * all fits.
 *
 * @throws when the schema itself is not valid
 */
export function schemaCheck(schema: object): (value: unknown) => string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  formats(ajv)
  const validate = ajv.compile(schema)
  return (value) => {
    if (validate(value)) return []
    return (validate.errors ?? [])
      .slice(0, 10)
      .map(({ instancePath, message = 'is not valid' }) => `${instancePath.slice(0, 200) || '/'} ${message}`)
  }
}
