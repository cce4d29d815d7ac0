import { setImmediate as turn } from 'node:timers/promises'
import { Problem } from '@saola/kernel'
import type { CoreRepository, ModelInfo } from '@saola/records'
import type { AnyRecord, Lang, ListQuery } from '@saola/sdk'
import { type Called, type ExportColumn, exportColumns } from './columns.ts'
import { line, type Separator } from './csv.ts'

/** Records that are in memory at once. */
const PAGE = 500
/** Names of related records that are remembered; more are looked up again. */
const MOST_NAMES = 20_000

export interface ExportQuery extends Omit<ListQuery, 'limit' | 'cursor' | 'count'> {
  lang: Lang
  separator: Separator
  bom: boolean
}

export interface ExportSources {
  repository: CoreRepository
  model: ModelInfo
  unitName: (id: string, lang: Lang) => string | undefined
  actorNames: (actors: readonly string[], lang: Lang) => Promise<Map<string, string>>
  /** What records of another model are called, as the reader may know; those that are hidden are left out. */
  recordNames: (model: string, ids: readonly string[]) => Promise<Map<string, string>>
  now: () => number
}

/**
 * Records as CSV, page by page as fast as the reader takes them. The rights are those of the repository. What cannot
 * be answered is thrown before the first byte.
 */
export async function exportCsv(sources: ExportSources, query: ExportQuery): Promise<Response> {
  const { repository, model, now } = sources
  const { lang, separator, bom, fields, ...selection } = query
  if (selection.sort?.[0]?.field === 'near') {
    throw new Problem('sort-invalid', 400, 'An export has no order by distance.', { culprit: model.id })
  }
  const columns = exportColumns(model, fields, lang)
  const needed = [...new Set(columns.map(({ field }) => field))]
  const page = (cursor?: string) =>
    repository.list({
      ...selection,
      fields: needed,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    })
  const names = new NameBook(sources, columns, lang)
  const head = line(
    columns.map((column) => column.head),
    separator,
  )
  let next: Awaited<ReturnType<typeof page>> | undefined = await page()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode((bom ? '\ufeff' : '') + head)),
      async pull(controller) {
        if (!next) return controller.close()
        // SQLite answers at once, and a fast reader takes at once: others get their turn between pages.
        await turn()
        if (!next) return
        const { items, next: cursor } = next
        const called = await names.learn(items)
        const rows = items.map((record) =>
          line(
            columns.map((column) => column.cell(record, called)),
            separator,
          ),
        )
        if (rows.length > 0) controller.enqueue(encoder.encode(rows.join('')))
        next = cursor === null || cursor === undefined ? undefined : await page(cursor)
        if (!next) controller.close()
      },
      cancel() {
        next = undefined
      },
    },
    { highWaterMark: 1 },
  )
  const day = new Date(now() + 7 * 3_600_000).toISOString().slice(0, 10)
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${model.id}-${day}.csv"`,
      'cache-control': 'no-store',
    },
  })
}

/** The names behind the ids of the records at hand. */
class NameBook {
  readonly #sources: ExportSources
  readonly #lang: Lang
  readonly #actorFields: string[]
  readonly #relations: { field: string; model: string }[]
  readonly #actors = new Map<string, string>()
  readonly #records = new Map<string, string | undefined>()

  constructor(sources: ExportSources, columns: readonly ExportColumn[], lang: Lang) {
    this.#sources = sources
    this.#lang = lang
    const { plugin } = sources.model
    this.#actorFields = columns
      .filter(({ field, def }) => def?.type === 'user' || field === 'createdBy' || field === 'updatedBy')
      .map(({ field }) => field)
    this.#relations = columns.flatMap(({ field, def }) => {
      if (def?.type !== 'relation') return []
      return [{ field, model: def.model.includes('.') ? def.model : `${plugin}.${def.model}` }]
    })
  }

  async learn(items: readonly AnyRecord[]): Promise<Called> {
    const idsOf = (field: string) => [
      ...new Set(items.map((item) => item[field]).filter((id): id is string => typeof id === 'string')),
    ]
    const actors = this.#actorFields.flatMap(idsOf).filter((id) => !this.#actors.has(id))
    if (actors.length > 0) {
      for (const [id, name] of await this.#sources.actorNames(actors, this.#lang)) this.#actors.set(id, name)
    }
    if (this.#records.size > MOST_NAMES) this.#records.clear()
    for (const { field, model } of this.#relations) {
      const ids = idsOf(field).filter((id) => !this.#records.has(`${model} ${id}`))
      if (ids.length === 0) continue
      const found = await this.#sources.recordNames(model, ids)
      for (const id of ids) this.#records.set(`${model} ${id}`, found.get(id))
    }
    return {
      unit: (id) => this.#sources.unitName(id, this.#lang) ?? id,
      actor: (id) => this.#actors.get(id) ?? id,
      record: (model, id) => this.#records.get(`${model} ${id}`) ?? id,
    }
  }
}
