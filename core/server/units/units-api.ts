import { createHash } from 'node:crypto'
import { Problem } from '@saola/kernel'
import type { UnitInfo } from '@saola/sdk'
import type { Context } from 'hono'
import type { HttpEnv } from '../http/refs.ts'
import { type SubApp, subApp } from '../http/sub-app.ts'
import type { Door } from '../limits/index.ts'
import { readDay, readPoint, readText } from './query.ts'
import { dayOf } from './tree.ts'
import type { Units } from './units.ts'

export interface UnitsApiOptions {
  units: Units
  clock: () => number
  /** Limits who asks without an account. */
  door: Door
}

const PARAMETERS = ['text', 'search', 'point', 'at', 'parent', 'kind']
/** Lists that are kept written out. */
const KEPT = 50

/** `/api/units`: the organisation tree. Names of offices are public, so anybody may read them. */
export function unitsApi({ units, clock, door }: UnitsApiOptions): SubApp {
  const app = subApp()
  const kept = new Map<string, { text: string; tag: string }>()
  let revision = -1

  app.get('/', (c) => {
    enter(c)
    const query = readQuery(c)
    const any = query.at === 'any'
    const at = (any ? undefined : readDay(query.at)) ?? dayOf(clock())
    if (query.text !== undefined) return c.json({ items: units.tree.named(readText(query.text, 'text'), at) })
    if (query.search !== undefined)
      return c.json({ items: units.tree.search(readText(query.search, 'search'), at, wanted(query)) })
    if (query.point !== undefined) return c.json({ items: units.tree.at(readPoint(query.point), at) })
    return answer(c, `${any ? 'any' : at}|${query.parent ?? ''}|${query.kind ?? ''}`, () => ({
      items: units.tree.list(any ? undefined : at).filter(wanted(query)),
    }))
  })

  app.get('/:id', (c) => {
    enter(c)
    const id = c.req.param('id')
    const known = units.tree.get(id)
    if (!known)
      throw new Problem('unit-missing', 404, `There is no unit ${id.slice(0, 100)}`, { culprit: 'id' })
    const { info, unit, source, license } = known
    return answer(c, `id|${id}`, () => ({
      ...info,
      formerly: unit.formerly ?? [],
      area: unit.area ?? null,
      source,
      license,
    }))
  })
  return app

  function enter(c: Context<HttpEnv>): void {
    if (c.env.actor.kind === 'anonymous') door(c.env.address, 'units')
  }

  /** An answer that changes only with the units: kept, and not sent again to who has it. */
  function answer(c: Context<HttpEnv>, key: string, make: () => object): Response {
    if (revision !== units.revision || kept.size >= KEPT) kept.clear()
    revision = units.revision
    let made = kept.get(key)
    if (!made) {
      const text = JSON.stringify(make())
      made = { text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
      kept.set(key, made)
    }
    const headers = { etag: made.tag, 'cache-control': 'no-cache', 'content-type': 'application/json' }
    if (c.req.header('if-none-match') === made.tag) return new Response(null, { status: 304, headers })
    return new Response(made.text, { headers })
  }
}

function readQuery(c: Context<HttpEnv>): Record<string, string | undefined> {
  const query = c.req.query()
  const unknown = Object.keys(query).find((name) => !PARAMETERS.includes(name))
  if (unknown !== undefined)
    throw new Problem('query-invalid', 400, `There is no parameter ${unknown.slice(0, 80)}`, {
      culprit: unknown,
    })
  const finding = ['text', 'search', 'point'].filter((name) => query[name] !== undefined)
  if (finding.length > 1)
    throw new Problem('query-invalid', 400, `Give one of ${finding.join(', ')}`, {
      culprit: finding[1] ?? '',
    })
  return query
}

function wanted({ parent, kind }: Record<string, string | undefined>): (info: UnitInfo) => boolean {
  const kinds = kind?.split(',')
  return (info) =>
    (parent === undefined || info.parent === parent) && (kinds === undefined || kinds.includes(info.kind))
}
