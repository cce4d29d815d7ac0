import type { Json, JsonSchema, Text } from '@saola/sdk'

/** What a category asks besides the text; the attributes of a service in Open311. */
export interface Question {
  /** Key of the answer, unique in its category. */
  code: string
  label: Text
  /**
   * `datetime` is kept as W3C date and time; the lists offer `values`. Without `variable` there is nothing to answer:
   * the label is a notice to read.
   */
  datatype: 'string' | 'number' | 'datetime' | 'text' | 'singlevaluelist' | 'multivaluelist'
  /** Default true. */
  variable?: boolean
  /** Default false. */
  required?: boolean
  /** Helps to give the answer in the right form. */
  hint?: Text
  values?: { key: string; label: Text }[]
}

/** Answers by code of the question. */
export type Answers = Record<string, string | number | string[]>

const key: JsonSchema = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,60}$' }
const text: JsonSchema = {
  type: 'object',
  required: ['vi'],
  additionalProperties: false,
  properties: {
    vi: { type: 'string', minLength: 1, maxLength: 300 },
    en: { type: 'string', maxLength: 300 },
  },
}

/** At most 50 questions; their order is that of the list. */
export const questionsSchema: JsonSchema = {
  type: 'array',
  maxItems: 50,
  items: {
    type: 'object',
    required: ['code', 'label', 'datatype'],
    additionalProperties: false,
    properties: {
      code: key,
      label: text,
      datatype: { enum: ['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'] },
      variable: { type: 'boolean' },
      required: { type: 'boolean' },
      hint: text,
      values: {
        type: 'array',
        minItems: 1,
        maxItems: 200,
        items: {
          type: 'object',
          required: ['key', 'label'],
          additionalProperties: false,
          properties: { key, label: text },
        },
      },
    },
    if: { properties: { datatype: { pattern: 'list$' } } },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { required: ['values'] },
  },
}

export const answersSchema: JsonSchema = {
  type: 'object',
  maxProperties: 50,
  propertyNames: key,
  additionalProperties: {
    anyOf: [
      { type: 'string', maxLength: 4000 },
      { type: 'number' },
      { type: 'array', maxItems: 200, items: { type: 'string', maxLength: 60 } },
    ],
  },
}

/** The questions that a category holds, each code once. */
export function questionsOf({ attributes }: { attributes: Json }): Question[] {
  const list = (attributes ?? []) as unknown as Question[]
  return list.filter(({ code }, at) => list.findIndex((other) => other.code === code) === at)
}

const LONGEST = 4000

/** Answers as people read them: `Lượng rác: Chừng một xe đẩy · Có những loại rác nào: Xà bần, Xác động vật`. */
export function answersText(questions: readonly Question[], answers: Answers): string {
  const lines = questions.flatMap(({ code, label, values = [] }) => {
    const given = Object.hasOwn(answers, code) ? answers[code] : undefined
    if (given === undefined) return []
    const named = (key: string) => values.find((value) => value.key === key)?.label.vi ?? key
    const said = Array.isArray(given) ? given.map(named).join(', ') : named(String(given))
    return [`${label.vi}: ${said}`]
  })
  return [...lines.join(' · ').replace(/\s+/g, ' ')].slice(0, LONGEST).join('')
}
