import type { Owner } from '@saola/kernel'
import type { Actor, AnyRecord, Ctx, Repository } from '@saola/sdk'
import type { Records } from './records.ts'

/**
 * `ctx.records`: the plugin's own models by their short names, others by `<plugin>.<name>`. Capabilities are checked
 * at every call, not when the repository is asked for.
 */
export function recordsPart(records: Records, owner: Owner): Ctx['records'] {
  const author = { id: `plugin:${owner.id}`, unit: null }
  return <R = AnyRecord>(name: string, as?: { for: Actor }): Repository<R> => {
    const id = name.includes('.') ? name : `${owner.id}.${name}`
    const own = id.startsWith(`${owner.id}.`)
    const need = (how: 'read' | 'write') => owner.require(own ? 'records:own' : `records:${how}:${id}`)
    // Nobody is not everybody: what was forgotten must not open all records.
    if (as && !as.for) throw new TypeError('records(…, { for }) needs an actor')
    const of = () => (as ? records.repository(id, as.for) : records.trusted(id, author))
    const repository: Repository = {
      async get(record) {
        need('read')
        return of().get(record)
      },
      async list(query) {
        need('read')
        return of().list(query)
      },
      async counts(query) {
        need('read')
        return of().counts(query)
      },
      async revisions(record, options) {
        need('read')
        return of().revisions(record, options)
      },
      async comments(record, options) {
        need('read')
        return of().comments(record, options)
      },
      async comment(record, comment) {
        need('write')
        return of().comment(record, comment)
      },
      async create(values) {
        need('write')
        return of().create(values)
      },
      async update(record, values, options) {
        need('write')
        return of().update(record, values, options)
      },
      async delete(record, options) {
        need('write')
        return of().delete(record, options)
      },
    }
    return repository as unknown as Repository<R>
  }
}
