import { Refused } from './geo-report.ts'
import { attributesOf, type CategoryAttribute } from './questions.ts'
import { type Arguments, positionOf, textOf } from './read-values.ts'
import type { CategoryRecord } from './records.ts'

const LONGEST_DESCRIPTION = 4000
const LONGEST_ANSWER = 500

/** A report as a client sends it, checked. */
export interface NewReport {
  category: CategoryRecord
  /** With the answers to the category's questions below it. */
  description: string
  position?: [longitude: number, latitude: number]
  address?: string
  name?: string
  phone?: string
  email?: string
}

/** Reads the arguments of `POST requests`. Says everything that is wrong, not only the first. */
export function readReport(given: Arguments, categories: readonly CategoryRecord[]): NewReport {
  const errors: string[] = []
  let status = 400
  const tried = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      status = Math.min(status, error.errors[0]?.code ?? 400)
      errors.push(...error.errors.map(({ description }) => description))
      return undefined
    }
  }
  const category = tried(() => readCategory(given, categories))
  const position = tried(() => positionOf(given))
  const address = tried(() => shortText(given, 'address_string', 300))
  if (position === undefined && address === undefined && errors.length === (category ? 0 : 1))
    errors.push('lat and long, or address_string, must be given')
  if (textOf(given, 'address_id') !== undefined)
    errors.push('address_id is not known here: send lat and long')
  const description = tried(() => shortText(given, 'description', LONGEST_DESCRIPTION))
  const answers = category ? tried(() => readAnswers(given, attributesOf(category.code))) : []
  const names = tried(() => [shortText(given, 'last_name', 100), shortText(given, 'first_name', 100)]) ?? []
  const phone = tried(() => readPhone(given))
  const email = tried(() => readEmail(given))
  if (errors.length > 0 || !category) throw new Refused(status, ...errors)
  const name = names.filter((part) => part !== undefined).join(' ')
  return {
    category,
    // The specification lets a client send no text at all.
    description: [description ?? category.name, ...(answers ?? [])].join(' · '),
    ...(position ? { position } : {}),
    ...(address ? { address } : {}),
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
  }
}

function readCategory(given: Arguments, categories: readonly CategoryRecord[]): CategoryRecord {
  const code = textOf(given, 'service_code')
  if (code === undefined) throw new Refused(400, 'service_code is missing')
  const category = categories.find((one) => one.code === code)
  if (!category) throw new Refused(400, `service_code "${code.slice(0, 60)}" is not valid: see services`)
  return category
}

function shortText(given: Arguments, name: string, most: number): string | undefined {
  const text = textOf(given, name)
  if (text === undefined) return undefined
  if ([...text].length > most) throw new Refused(400, `${name} must have at most ${most} characters`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]/.test(text))
    throw new Refused(400, `${name} holds control characters`)
  // A report is one line.
  return text.replace(/[\r\n\t\u2028\u2029]+/g, ' ')
}

function readPhone(given: Arguments): string | undefined {
  const phone = shortText(given, 'phone', 30)
  if (phone !== undefined && !/^\+?[\d .()-]{3,29}$/.test(phone))
    throw new Refused(400, 'phone must be a telephone number')
  return phone
}

function readEmail(given: Arguments): string | undefined {
  const email = shortText(given, 'email', 254)
  if (email !== undefined && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$/.test(email))
    throw new Refused(400, 'email must be an e-mail address')
  return email
}

/** `attribute[code]=value` of a form, or `attribute: { code: value }` of JSON, as lines to read. */
function readAnswers(given: Arguments, attributes: readonly CategoryAttribute[]): string[] {
  const sent = new Map<string, unknown>()
  if (given.attribute !== null && typeof given.attribute === 'object')
    for (const [code, value] of Object.entries(given.attribute)) sent.set(code, value)
  for (const [name, value] of Object.entries(given)) {
    const code = /^attribute\[([^\]]{1,60})\](?:\[\])?$/.exec(name)?.[1]
    if (code !== undefined) sent.set(code, value)
  }
  const lines: string[] = []
  for (const attribute of attributes) {
    const name = `attribute[${attribute.code}]`
    const value = shortText({ [name]: sent.get(attribute.code) }, name, LONGEST_ANSWER)
    sent.delete(attribute.code)
    if (value !== undefined) lines.push(`${attribute.label.vi}: ${answerOf(attribute, name, value)}`)
    else if (attribute.required) throw new Refused(400, `${name} is missing`)
  }
  const [unknown] = sent.keys()
  if (unknown !== undefined)
    throw new Refused(400, `attribute[${unknown.slice(0, 60)}] is not one of the service`)
  return lines
}

function answerOf({ datatype, values = [] }: CategoryAttribute, name: string, value: string): string {
  if (datatype === 'number' && !/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(value))
    throw new Refused(400, `${name} must be a number with a decimal point`)
  if (datatype !== 'singlevaluelist') return value
  const chosen = values.find(({ key }) => key === value)
  if (!chosen) throw new Refused(400, `${name} must be one of ${values.map(({ key }) => key).join(', ')}`)
  return chosen.label.vi
}
