import type { Answers, Question } from '../models/question.ts'
import { type GeoError, missing, Refused } from './geo-report.ts'
import { type Arguments, plainText } from './read-values.ts'

const LONGEST_ANSWER = 500
const LONGEST_TEXT = 4000
/** Vietnam, where a client says none. */
const OFFSET = '+07:00'
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/

/**
 * `attribute[code]=value` and `attribute[code][]=value` of a form, or `attribute: { code: value }` of JSON. Says
 * everything that is wrong.
 */
export function readAnswers(given: Arguments, questions: readonly Question[]): Answers {
  const sent = sentAnswers(given)
  const answers: Answers = {}
  const errors: GeoError['description'][] = []
  for (const question of questions) {
    const name = `attribute[${question.code}]`
    try {
      const texts = (sent.get(question.code) ?? []).flatMap((value) => {
        const most = question.datatype === 'text' ? LONGEST_TEXT : LONGEST_ANSWER
        return plainText({ [name]: value }, name, most, question.datatype === 'text') ?? []
      })
      sent.delete(question.code)
      // Shown to read, not to answer.
      if (question.variable === false) continue
      if (texts.length > 0) answers[question.code] = answerOf(question, name, texts)
      else if (question.required) throw new Refused(400, missing(name, question.label))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      errors.push(...error.errors.map(({ description }) => description))
    }
  }
  const unknown = [...sent].filter(([, values]) => values.some((value) => value !== '' && value !== null))
  if (unknown.length > 0) errors.push(notAsked(`attribute[${unknown[0]?.[0].slice(0, 60)}]`))
  if (errors.length > 0) throw new Refused(400, ...errors)
  return answers
}

function notAsked(name: string): GeoError['description'] {
  return {
    vi: `${name} không phải câu hỏi của loại này: xem services/{code}`,
    en: `${name} is not one of the service: see services/{code}`,
  }
}

function sentAnswers(given: Arguments): Map<string, unknown[]> {
  const sent = new Map<string, unknown[]>()
  const add = (code: string, value: unknown) =>
    sent.set(code, [...(sent.get(code) ?? []), ...(Array.isArray(value) ? value : [value])])
  if (given.attribute !== null && typeof given.attribute === 'object' && !Array.isArray(given.attribute))
    for (const [code, value] of Object.entries(given.attribute)) add(code, value)
  else if (given.attribute !== undefined && given.attribute !== '')
    throw new Refused(400, {
      vi: 'attribute phải kèm mã câu hỏi: attribute[code]=value',
      en: 'attribute must name its code: attribute[code]=value',
    })
  for (const [name, value] of Object.entries(given)) {
    const code = /^attribute\[([^[\]]*)\](?:\[\d{0,3}\])?$/.exec(name)?.[1]
    if (code !== undefined) add(code, value)
    else if (name.startsWith('attribute['))
      throw new Refused(400, {
        vi: `“${name.slice(0, 60)}” phải có dạng attribute[code] hoặc attribute[code][]`,
        en: `"${name.slice(0, 60)}" must be attribute[code] or attribute[code][]`,
      })
  }
  return sent
}

function answerOf({ datatype, values = [] }: Question, name: string, texts: string[]): Answers[string] {
  const [text = '', ...more] = texts
  const keys = values.map(({ key }) => key)
  const wrong = texts.find((one) => !keys.includes(one))
  if (datatype.endsWith('list') && wrong !== undefined)
    throw new Refused(400, {
      vi: `${name} phải là một trong ${keys.join(', ').slice(0, 300)}, không phải “${wrong.slice(0, 60)}”`,
      en: `${name} must be one of ${keys.join(', ').slice(0, 300)}, not "${wrong.slice(0, 60)}"`,
    })
  if (datatype === 'multivaluelist') return [...new Set(texts)]
  if (more.length > 0)
    throw new Refused(400, { vi: `${name} chỉ nhận một giá trị`, en: `${name} takes one value` })
  switch (datatype) {
    case 'number':
      if (!/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text))
        throw new Refused(400, {
          vi: `${name} phải là một số, dùng dấu chấm thập phân`,
          en: `${name} must be a number with a decimal point`,
        })
      return Number(text)
    case 'datetime':
      return dateOf(name, text)
    default:
      return text
  }
}

/** An ISO 8601 date or date and time, as W3C date and time to the second. */
function dateOf(name: string, text: string): string {
  // A plus sign that was not encoded arrives as a space.
  const [, year, month, day, time = '00:00', second = '00', offset = OFFSET] =
    DATE.exec(text.replace(/ (\d\d:\d\d)$/, '+$1')) ?? []
  const written = `${year}-${month}-${day}T${time}:${second}${offset}`
  const exists = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day)
  if (!exists || Number.isNaN(Date.parse(written)))
    throw new Refused(400, {
      vi: `${name} phải là ngày (2026-11-24) hoặc ngày giờ (2026-11-24T02:47:00+07:00)`,
      en: `${name} must be a date (2026-11-24) or a date and time (2026-11-24T02:47:00+07:00)`,
    })
  return written
}
