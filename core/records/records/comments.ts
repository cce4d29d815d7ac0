import { Problem } from '@saola/kernel'
import type { AnyRecord, Comment } from '@saola/sdk'
import type { Sql } from '../db/db.ts'
import type { Model } from '../models/model.ts'
import { recordMissing } from './bounds.ts'
import { readerOf } from './read-value.ts'
import type { Author, StoreParts } from './store.ts'
import type { ValueError } from './validation-words.ts'

const MOST = 500
const LONGEST = 10_000
const readText = readerOf({ type: 'richText', label: { vi: 'Nội dung' }, maxLength: LONGEST })

/** What was written about a record, oldest first. Throws `comments-unavailable`. */
export async function readComments(
  model: Model,
  { db }: StoreParts,
  record: string,
  visibility: unknown,
): Promise<Comment[]> {
  requireComments(model)
  const only = visibility === undefined ? '' : ' and visibility = ?'
  return db.read.all<Comment & Record<string, unknown>>(
    `select id, text, visibility, at, actor as "by" from record_comment
     where model = ? and record = ?${only} order by id limit ${MOST}`,
    visibility === undefined ? [model.id, record] : [model.id, record, readVisibility(model, visibility)],
  )
}

/** Adds a comment with its event. Throws `comments-unavailable`, `validation-failed`, `record-missing`. */
export async function addComment(
  model: Model,
  { db, clock, newId, committed }: StoreParts,
  find: (tx: Sql) => Promise<AnyRecord | null>,
  record: string,
  input: unknown,
  author: Author,
): Promise<Comment> {
  requireComments(model)
  const given = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {}
  const text = readText(given.text)
  if ('code' in text) throw refused(model, '/text', text)
  if (text.value === '' || /^\s*$/.test(text.value as string))
    throw refused(model, '/text', {
      code: 'value-required',
      detail: { vi: 'Cần có nội dung.', en: 'A text is needed.' },
    })
  const comment: Comment = {
    id: newId(),
    text: text.value as string,
    visibility: readVisibility(model, given.visibility ?? 'internal'),
    at: new Date(clock()).toISOString(),
    by: author.id,
  }
  await db.tx(async (tx) => {
    const about = await find(tx)
    if (!about || author.bounds?.sees(about) === false) throw recordMissing(model, record)
    author.bounds?.require('update', about)
    await tx.run(
      'insert into record_comment (model, record, id, text, visibility, at, actor) values (?, ?, ?, ?, ?, ?, ?)',
      [model.id, record, comment.id, comment.text, comment.visibility, comment.at, comment.by],
    )
    await tx.run(
      'insert into outbox_event (type, source, subject, time, data, basis) values (?, ?, ?, ?, ?, ?)',
      [
        `${model.id}.commented`,
        `/records/${model.id}`,
        record,
        comment.at,
        JSON.stringify({ record, ...comment }),
        JSON.stringify(about),
      ],
    )
  })
  committed()
  return comment
}

function requireComments(model: Model): void {
  if (model.def.comments) return
  throw new Problem('comments-unavailable', 409, `Records of ${model.id} take no comments.`, {
    culprit: model.id,
  })
}

function readVisibility(model: Model, value: unknown): Comment['visibility'] {
  if (value === 'internal' || value === 'public') return value
  throw refused(model, '/visibility', {
    code: 'option-unknown',
    detail: { vi: 'internal hoặc public.', en: 'internal or public.' },
  })
}

function refused(model: Model, pointer: string, error: Omit<ValueError, 'pointer'>): Problem {
  const detail = `The comment is refused: ${error.detail.en}`
  return new Problem('validation-failed', 422, detail, {
    culprit: model.id,
    extra: { errors: [{ pointer, ...error }] },
  })
}
