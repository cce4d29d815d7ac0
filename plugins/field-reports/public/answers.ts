import type { Text } from '@saola/sdk'
import { type Answers, type Question, questionsOf } from '../models/question.ts'
import { Refused } from '../open311/geo-report.ts'
import { readAnswers } from '../open311/read-answers.ts'

/** Answers as a form sends them: texts, and lists of keys. */
export type GivenAnswers = Record<string, string | string[]>

/**
 * Reads answers to the questions of a category by the rules of Open311, except that none has to be given: somebody in
 * the rain may leave them out. A number may have a comma. Gives back what is wrong in words where something is.
 */
export function readGiven(
  category: Parameters<typeof questionsOf>[0],
  given: GivenAnswers,
): { answers: Answers } | { wrong: Text } {
  const questions = questionsOf(category).map((one): Question => ({ ...one, required: false }))
  const numbers = new Set(questions.filter(({ datatype }) => datatype === 'number').map(({ code }) => code))
  const attribute = Object.fromEntries(
    Object.entries(given).map(([code, value]) => [
      code,
      numbers.has(code) && typeof value === 'string' ? value.trim().replace(',', '.') : value,
    ]),
  )
  try {
    return { answers: readAnswers({ attribute }, questions) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const labels = new Map(questions.map(({ code, label }) => [code, label]))
    const named = (lang: 'vi' | 'en') =>
      (error.errors[0]?.description[lang] ?? '').replace(
        /attribute\[([\w-]+)\]/g,
        (found, code: string) => labels.get(code)?.[lang] ?? labels.get(code)?.vi ?? found,
      )
    return { wrong: { vi: named('vi'), en: named('en') } }
  }
}
