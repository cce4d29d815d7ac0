import { Problem } from '@saola/kernel'
import type { Lang } from '@saola/sdk'
import { listQuery } from '../list-query.ts'
import type { Separator } from './csv.ts'
import type { ExportQuery } from './export.ts'

const SEPARATORS: Record<string, Separator> = { comma: ',', semicolon: ';', tab: '\t' }
const OWN = ['lang', 'separator', 'bom']
const OF_PAGES = ['limit', 'cursor', 'count']

/**
 * Reads the query of an export: a selection, `sort` and `fields` as in a list, `lang=vi`, `separator=comma` (or
 * `semicolon`, `tab`), `bom=false`. Throws `query-invalid` and what a list throws.
 */
export function exportQuery(query: Record<string, string>, reader: Lang): ExportQuery {
  const page = OF_PAGES.find((name) => query[name] !== undefined)
  if (page) throw invalid(page, `An export has every record: there is no ${page}`)
  const { lang = reader, separator = 'comma', bom = 'true' } = query
  if (lang !== 'vi' && lang !== 'en') throw invalid('lang', 'lang must be vi or en')
  if (bom !== 'true' && bom !== 'false') throw invalid('bom', 'bom must be true or false')
  const sign = Object.hasOwn(SEPARATORS, separator) ? SEPARATORS[separator] : undefined
  if (!sign) throw invalid('separator', 'separator must be comma, semicolon or tab')
  const list = Object.fromEntries(Object.entries(query).filter(([name]) => !OWN.includes(name)))
  return { ...listQuery(list), lang, separator: sign, bom: bom === 'true' }
}

function invalid(culprit: string, detail: string): Problem {
  return new Problem('query-invalid', 400, detail, { culprit })
}
