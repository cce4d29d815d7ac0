import type { Answers } from '../models/question.ts'
import { questionsOf } from '../models/question.ts'
import { type GeoError, missing, notFound, Refused } from './geo-report.ts'
import { readAnswers } from './read-answers.ts'
import { type Arguments, plainText, positionOf, textOf } from './read-values.ts'
import type { CategoryRecord } from './records.ts'

const LONGEST_DESCRIPTION = 4000
const LONGEST_URL = 2000

/** A report as a client sends it, checked. */
export interface NewReport {
  category: CategoryRecord
  description: string
  attributes?: Answers
  position?: [longitude: number, latitude: number]
  address?: string
  mediaUrl?: string
  name?: string
  phone?: string
  email?: string
}

/** Reads the arguments of `POST requests`. Says everything that is wrong, not only the first. */
export function readReport(given: Arguments, categories: readonly CategoryRecord[]): NewReport {
  const errors: GeoError[] = []
  const tried = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      errors.push(...error.errors)
      return undefined
    }
  }
  const category = tried(() => readCategory(given, categories))
  const place = tried(() => readPlace(given))
  const description = tried(() => plainText(given, 'description', LONGEST_DESCRIPTION))
  const attributes = category ? tried(() => readAnswers(given, questionsOf(category))) : undefined
  const names = tried(() => [plainText(given, 'last_name', 60), plainText(given, 'first_name', 59)]) ?? []
  const phone = tried(() => readPhone(given))
  const email = tried(() => readEmail(given))
  const mediaUrl = tried(() => readUrl(given))
  if (errors.length > 0 || !category) throw new Refused(errors)
  const name = names.filter((part) => part !== undefined).join(' ')
  return {
    category,
    // The specification lets a client send no text at all.
    description: description ?? category.name,
    ...(attributes && Object.keys(attributes).length > 0 ? { attributes } : {}),
    ...place,
    ...(mediaUrl ? { mediaUrl } : {}),
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
  }
}

function readCategory(given: Arguments, categories: readonly CategoryRecord[]): CategoryRecord {
  const code = textOf(given, 'service_code')
  if (code === undefined) throw new Refused(400, missing('service_code'))
  const category = categories.find((one) => one.code === code)
  if (!category) throw new Refused(404, notFound('service_code', code))
  return category
}

/** `lat` and `long`, or `address_string`, or both. */
function readPlace(given: Arguments): Pick<NewReport, 'position' | 'address'> {
  const position = positionOf(given)
  const address = plainText(given, 'address_string', 300)
  if (position === undefined && address === undefined) {
    const onlyId = textOf(given, 'address_id') !== undefined
    throw new Refused(400, {
      vi: `Cần có lat và long, hoặc address_string${onlyId ? '; ở đây không có address_id' : ''}`,
      en: `lat and long, or address_string, must be given${onlyId ? '; address_id is not known here' : ''}`,
    })
  }
  return { ...(position ? { position } : {}), ...(address ? { address } : {}) }
}

function readPhone(given: Arguments): string | undefined {
  const phone = plainText(given, 'phone', 30)
  if (phone !== undefined && !/^\+?[\d .()-]{3,29}$/.test(phone))
    throw new Refused(400, { vi: 'phone phải là số điện thoại', en: 'phone must be a telephone number' })
  return phone
}

function readEmail(given: Arguments): string | undefined {
  const email = plainText(given, 'email', 254)
  if (email !== undefined && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$/.test(email))
    throw new Refused(400, { vi: 'email phải là địa chỉ thư điện tử', en: 'email must be an e-mail address' })
  return email
}

/** Kept as a text for people to judge; nothing is ever fetched from it. */
function readUrl(given: Arguments): string | undefined {
  const text = plainText(given, 'media_url', LONGEST_URL)
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new Refused(400, {
      vi: 'media_url phải là địa chỉ http hoặc https',
      en: 'media_url must be an http or https address',
    })
  return url.href.length > LONGEST_URL ? text : url.href
}
