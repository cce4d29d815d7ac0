import type { Json } from '@saola/sdk'
import type { Past, PastChange } from '../records/past.ts'

/** What a seed says of the past of a record, as it stands there. */
export interface WrittenPast {
  history?: Record<string, Json>[]
  comments?: Record<string, Json>[]
}

/** Takes `$history` and `$comments` out of a record of a seed. */
export function takePast(record: Record<string, Json>): { values: Record<string, Json>; past: WrittenPast } {
  const { $history: history, $comments: comments, ...values } = record
  return {
    values,
    past: {
      ...(history === undefined ? {} : { history: history as Record<string, Json>[] }),
      ...(comments === undefined ? {} : { comments: comments as Record<string, Json>[] }),
    },
  }
}

/** What is wrong with the past of a record, before anything of it is read; undefined when nothing is. */
export function pastProblem(record: Record<string, Json>): string | undefined {
  const { $history, $comments } = record
  if ($history !== undefined) {
    if (!Array.isArray($history) || $history.length === 0 || $history.length > 200)
      return '$history must be a list of 1 to 200 changes'
    if (!$history.every((one) => isEntry(one) && isObject((one as Record<string, Json>).values ?? {})))
      return '$history: each change has at, by and values'
  }
  if ($comments !== undefined) {
    if (!Array.isArray($comments) || $comments.length > 500) return '$comments must be a list of at most 500'
    const texts = $comments.every(
      (one) => isEntry(one) && typeof (one as Record<string, Json>).text === 'string',
    )
    if (!texts) return '$comments: each has at, by and text'
  }
  return undefined
}

/** @param read turns times, relations and files of a seed into values */
export async function readPast(
  { history, comments = [] }: WrittenPast,
  read: (values: Record<string, Json>) => Promise<Record<string, Json>>,
  fallback: { at: string; by: string },
): Promise<Past> {
  const changes: PastChange[] = []
  for (const { at, by, values = {} } of history ?? [])
    changes.push({ ...(await whenAndWho(at, by, read)), values: await read(values as Record<string, Json>) })
  const [made = { ...fallback, values: {} }, ...later] = changes
  return {
    made,
    changes: later,
    comments: await Promise.all(
      comments.map(async ({ at, by, text, visibility }) => ({
        ...(await whenAndWho(at, by, read)),
        text: String(text),
        visibility: visibility === 'public' ? ('public' as const) : ('internal' as const),
      })),
    ),
  }
}

async function whenAndWho(
  at: Json | undefined,
  by: Json | undefined,
  read: (values: Record<string, Json>) => Promise<Record<string, Json>>,
): Promise<{ at: string; by: string }> {
  const { at: moment } = await read({ at: at ?? null })
  return { at: new Date(String(moment)).toISOString(), by: String(by) }
}

function isEntry(value: Json): boolean {
  return isObject(value) && typeof value.at === 'string' && isActor(value.by)
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A person who has no account here is named: `name:Nguyễn Thị Hằng`. */
function isActor(value: Json | undefined): boolean {
  return (
    typeof value === 'string' &&
    /^(?:name:[\p{L}\p{M}\p{N} .'-]{1,80}|plugin:[a-z0-9-]{2,64}|anonymous)$/u.test(value)
  )
}
