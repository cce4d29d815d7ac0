import { fold } from '@saola/cql2'
import { Problem } from '@saola/kernel'
import type { Model, SearchColumn } from '../models/model.ts'
import type { Values } from './codec.ts'

const LONGEST = 200
const MOST_WORDS = 8

/** What a search column holds for a record. */
export function foldedText({ fields }: SearchColumn, record: Values): string {
  const parts: string[] = []
  for (const { name, def } of fields) {
    const value = record[name]
    if (typeof value !== 'string' || value === '') continue
    parts.push(fold(value))
    // People look for the number as they dial it.
    if (def?.type === 'phone' && value.startsWith('+84')) parts.push(`0${value.slice(3)}`)
  }
  return parts.join(' ')
}

/** The words that are looked for, as patterns for LIKE with the escape `!`. Throws `search-invalid`. */
export function searchPatterns(model: Model, search: unknown): string[] {
  if (model.search.length === 0) throw invalid(model, `${model.id} has no fields to search in.`)
  if (
    typeof search !== 'string' ||
    search.length > LONGEST ||
    !search.isWellFormed() ||
    search.includes('\0')
  )
    throw invalid(model, `A search is a text of at most ${LONGEST} characters.`)
  const words = [...new Set(fold(search).split(' ').filter(Boolean))]
  if (words.length > MOST_WORDS) throw invalid(model, `A search has at most ${MOST_WORDS} words.`)
  return words.map((word) => `%${word.replace(/[!%_]/g, '!$&')}%`)
}

function invalid(model: Model, detail: string): Problem {
  return new Problem('search-invalid', 400, detail, { culprit: model.id })
}
