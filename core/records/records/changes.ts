import { Problem } from '@saola/kernel'
import { type AnyRecord, allowedTransitions, type FileRef, type Revision, type StatusField } from '@saola/sdk'
import type { Db, Sql, SqlValue } from '../db/db.ts'
import { UniqueViolation } from '../db/problems.ts'
import { quote } from '../db/quote.ts'
import { planIndexes } from '../models/ddl.ts'
import { DELETED_AT, type Field, type Model } from '../models/model.ts'
import { EVERYTHING } from '../rights/reach.ts'
import { recordMissing } from './bounds.ts'
import { encodeField, reader, type Values, writer } from './codec.ts'
import { codeOf, codePattern, yearOf } from './codes.ts'
import { after, began, lifeOf, type Past, type PastChange, pastSteps } from './past.ts'
import { readerOf } from './read-value.ts'
import { foldedText } from './search.ts'
import type { Statements } from './statements.ts'
import type { Author, StoreParts } from './store.ts'
import { undoneValues, wholeHistory } from './undo.ts'
import { requireUnits } from './units.ts'
import { type Validator, validator } from './validate.ts'

/** How often an update without `ifVersion` starts again because somebody was faster. */
const ATTEMPTS = 20
/** Somebody was faster, noticed inside a transaction. */
const STALE = Symbol('stale')

type Steps = Parameters<Db['atomic']>[0]

/** What a change does to the files of one field. */
interface FileChange {
  field: Field
  before: FileRef[]
  ids: string[]
  added: string[]
  removed: string[]
}

/** Changes of the records of one model; each with its revision and its event, or not at all. */
export class Changes {
  readonly #model: Model
  readonly #parts: StoreParts
  readonly #statements: Statements
  readonly #get: (id: string) => Promise<AnyRecord | null>
  readonly #validator: Validator
  readonly #write: (record: Values) => SqlValue[]
  readonly #source: string
  readonly #codes: readonly Field[]
  readonly #states: readonly Field[]
  readonly #relations: readonly Field[]
  readonly #files: readonly Field[]
  readonly #units: readonly Field[]
  /** Whether a new record needs a transaction in several steps. */
  readonly #linked: boolean

  constructor(
    model: Model,
    parts: StoreParts,
    statements: Statements,
    get: (id: string) => Promise<AnyRecord | null>,
  ) {
    this.#model = model
    this.#parts = parts
    this.#statements = statements
    this.#get = get
    this.#validator = validator(model.id, model.def)
    this.#write = writer(parts.builder, model)
    this.#source = `/records/${model.id}`
    const ofType = (...types: string[]) => model.own.filter(({ def }) => def && types.includes(def.type))
    this.#codes = ofType('code')
    this.#states = ofType('status')
    this.#relations = ofType('relation')
    this.#files = ofType('file', 'image')
    this.#units = ofType('unit')
    this.#linked = this.#relations.length + this.#files.length > 0
  }

  /** @param given how a record made elsewhere came to what it is; for seeds */
  async create(input: unknown, author: Author, given?: Past): Promise<AnyRecord> {
    const past = given && this.#readPast(given, author)
    const inherited = this.#model.def.assign ? null : author.unit
    const whole = past ? after(input as Values, past) : input
    const { unit: named, rest } = takeUnit(this.#model, whole, author)
    const unit = named === undefined ? inherited : named
    const values = this.#validator.create(rest, author.seeding ? { codes: true } : undefined)
    for (const field of this.#states) this.#requireInitial(field, values, author)
    // What comes from elsewhere may name units that this centre does not have.
    if (!author.seeding)
      requireUnits(this.#model, this.#units, this.#parts.units?.(), { ...values, unit: named })
    const { clock, newId, db } = this.#parts
    const now = clock()
    const at = new Date(now).toISOString()
    for (const since of this.#moments(values)) values[since] ??= at
    const { made, last, version } = past
      ? lifeOf(past)
      : { made: { at, by: author.id }, last: undefined, version: 1 }
    const system = {
      id: newId(),
      version,
      createdAt: made.at,
      createdBy: made.by,
      updatedAt: last?.at ?? made.at,
    }
    const record: AnyRecord = { ...system, updatedBy: last?.by ?? made.by, unit, ...values }
    if (this.#codes.length === 0 && !this.#linked) {
      await this.#commit(this.#creation(record, author, at, past))
      return record
    }
    // On PostgreSQL the number is given beforehand: others would wait for this whole transaction. Gaps are allowed.
    const apart = db.dialect === 'postgres' && this.#codes.length > 0
    if (apart) await db.tx((tx) => this.#giveCodes(tx, record, now))
    await this.#transaction(async (tx) => {
      if (!apart) await this.#giveCodes(tx, record, now)
      await this.#requireRelated(tx, record, this.#relations, author)
      for (const change of this.#fileChanges(undefined, record))
        record[change.field.name] = await this.#bind(tx, change, record.id, author)
      return this.#creation(record, author, at, past)
    })
    return record
  }

  async update(id: string, input: unknown, author: Author, ifVersion?: number): Promise<AnyRecord> {
    const { unit, rest } = takeUnit(this.#model, input, author)
    const values = this.#validator.update(rest)
    return this.#retried(id, author, 'update', ifVersion, async (before) => {
      const given: Values = { ...values }
      if (unit !== undefined) given.unit = unit
      for (const field of this.#states) this.#requireStep(field, before, given, author)
      requireUnits(this.#model, this.#units, this.#parts.units?.(), given, before)
      const files = this.#files.length > 0 ? this.#fileChanges(before, given) : []
      const relations = this.#relations.filter(
        ({ name }) => Object.hasOwn(given, name) && given[name] !== before[name],
      )
      if (files.length === 0 && relations.length === 0) {
        const change = this.#patch(before, given, author)
        if (!change) return before
        return (await this.#commit(change.steps)) ? change.record : undefined
      }
      let after: AnyRecord | undefined
      await this.#transaction(async (tx) => {
        await this.#requireRelated(tx, given, relations, author)
        for (const change of files) given[change.field.name] = await this.#bind(tx, change, id, author)
        const change = this.#patch(before, given, author)
        after = change?.record
        return change?.steps
      })
      return after
    })
  }

  async undo(
    id: string,
    author: Author,
    revisions: (after: number) => Promise<Revision[]>,
    ifVersion?: number,
  ): Promise<AnyRecord> {
    return this.#retried(id, author, 'update', ifVersion, async (before) => {
      const given = undoneValues(this.#model, before, await wholeHistory(revisions), {
        actor: author.id,
        now: this.#parts.clock(),
      })
      let after: AnyRecord | undefined
      await this.#transaction(async (tx) => {
        await this.#requireRelated(tx, given, this.#relations, author)
        for (const change of this.#fileChanges(before, given))
          given[change.field.name] = await this.#bind(tx, change, id, author)
        const change = this.#patch(before, given, author, 'undo')
        after = change?.record ?? before
        return change?.steps
      })
      return after
    })
  }

  async delete(id: string, author: Author, ifVersion?: number): Promise<void> {
    await this.#retried(id, author, 'delete', ifVersion, async (before) => {
      const at = this.#now(before)
      const version = before.version + 1
      const columns = ['version', 'updatedAt', 'updatedBy', DELETED_AT]
      const params: SqlValue[] = [version, at, author.id, at, id, before.version]
      params.push(id, version, this.#model.id, author.id, at, 'delete', null)
      params.push(
        `${this.#model.id}.deleted`,
        this.#source,
        id,
        at,
        JSON.stringify({ ...before, version }),
        null,
      )
      return (await this.#commit(this.#statements.update(columns)(params))) ? before : undefined
    })
  }

  #creation(record: AnyRecord, author: Author, now: string, past?: Past): Steps {
    author.bounds?.requireAfter('create', record)
    const { id, createdAt, createdBy } = record
    const json = JSON.stringify(record)
    const first = past ? JSON.stringify(began(record, past)) : json
    const params = this.#write(record)
    params.push(id, 1, this.#model.id, createdBy, createdAt, 'create', first)
    params.push(`${this.#model.id}.created`, this.#source, id, now, json, null)
    const steps = this.#statements.create(params)
    if (!past) return steps
    const bound = this.#files.map(({ name }) => name)
    return [...steps, ...pastSteps(this.#model.id, record, past, bound, this.#parts.newId)]
  }

  /** The past with its values read as those of changes, and the moments of its steps. */
  #readPast({ made, changes, comments }: Past, author: Author): Past {
    const read = ({ at, by, values }: PastChange): PastChange => {
      const { unit, rest } = takeUnit(this.#model, values, author)
      const checked: Values = { ...this.#validator.update(rest), ...(unit === undefined ? {} : { unit }) }
      for (const since of this.#moments(checked)) checked[since] = at
      return { at, by, values: checked }
    }
    return { made: read(made), changes: changes.map(read), comments }
  }

  /** The record as it will be, and what writes it; undefined when nothing changes. */
  #patch(
    before: AnyRecord,
    given: Values,
    author: Author,
    kind: 'update' | 'undo' = 'update',
  ): { record: AnyRecord; steps: Steps } | undefined {
    const { builder } = this.#parts
    const at = this.#now(before)
    const patch: Values = {}
    // Columns stand in the order of the table: that is how a statement names them.
    const columns = ['version', 'updatedAt', 'updatedBy']
    const params: SqlValue[] = [before.version + 1, at, author.id]
    if (Object.hasOwn(given, 'unit') && given.unit !== before.unit) {
      patch.unit = given.unit
      columns.push('unit')
      params.push(given.unit as SqlValue)
    }
    for (const since of this.#moments(given, before)) given[since] = at
    for (const field of this.#model.own) {
      if (!Object.hasOwn(given, field.name) || same(given[field.name], before[field.name])) continue
      patch[field.name] = given[field.name]
      columns.push(...field.columns)
      params.push(...encodeField(builder, field, given[field.name]))
    }
    if (Object.keys(patch).length === 0) return undefined
    const version = before.version + 1
    const record: AnyRecord = { ...before, ...patch, version, updatedAt: at, updatedBy: author.id }
    author.bounds?.requireAfter('update', record)
    for (const column of this.#model.search) {
      if (!column.fields.some(({ name }) => Object.hasOwn(patch, name))) continue
      columns.push(column.column)
      params.push(foldedText(column, record))
    }
    params.push(record.id, before.version)
    params.push(record.id, version, this.#model.id, author.id, at, kind, JSON.stringify(patch))
    params.push(`${this.#model.id}.updated`, this.#source, record.id, at, JSON.stringify(record))
    params.push(JSON.stringify(replaced(before, patch)))
    return { record, steps: this.#statements.update(columns)(params) }
  }

  /** Fields that keep the moment of a step that is being taken. */
  #moments(given: Values, before?: AnyRecord): string[] {
    return this.#states.flatMap(({ name, def }) =>
      Object.hasOwn(given, name) && given[name] !== before?.[name] ? ((def as StatusField).since ?? []) : [],
    )
  }

  #requireInitial({ name, def }: Field, values: Values, author: Author): void {
    const { initial } = def as StatusField
    if (values[name] === initial || author.seeding) return
    this.#refuseStep(name, `A record starts as ${initial}.`, {
      from: null,
      to: values[name],
      allowed: [{ to: initial }],
    })
  }

  #requireStep({ name, def }: Field, before: AnyRecord, given: Values, author: Author): void {
    if (!Object.hasOwn(given, name) || given[name] === before[name]) return
    const [from, to] = [(before[name] ?? null) as string | null, given[name]]
    if (from === null && to === (def as StatusField).initial) return
    const allowed = allowedTransitions(def as StatusField, from, author.roles, this.#model.plugin)
    const steps = allowed.filter((step) => step.to === to)
    fill(given, before, steps[0]?.fills)
    const will: Values = { ...before, ...given }
    const missing = steps.map(({ needs = [] }) => needs.filter((field) => empty(will[field])))
    if (missing.some((fields) => fields.length === 0)) return
    const extra = {
      from,
      to,
      allowed: allowed.map(({ name: step, label, to: next }) => ({ name: step, label, to: next })),
    }
    const [needed] = missing
    if (needed)
      this.#refuseStep(name, `To become ${to} the record needs ${needed.join(', ')}.`, {
        ...extra,
        missing: needed,
      })
    this.#refuseStep(name, `There is no step from ${from} to ${to} that you may take.`, extra)
  }

  #refuseStep(field: string, detail: string, extra: Record<string, unknown>): never {
    throw new Problem('transition-refused', 422, detail, {
      culprit: this.#model.id,
      extra: { field, ...extra },
    })
  }

  async #giveCodes(tx: Sql, record: AnyRecord, now: number): Promise<void> {
    for (const { name, def } of this.#codes) {
      const { pattern } = def as { pattern: string }
      const yearly = pattern.includes('{year}')
      const given = record[name]
      const parts = typeof given === 'string' ? codePattern(pattern).exec(given)?.groups : undefined
      const year = yearly ? (parts ? Number(parts.year) : yearOf(now)) : 0
      // A code from elsewhere is never given a second time.
      const least = parts ? Number(parts.number) : 0
      const [row] = await tx.rows(
        `insert into record_counter (model, field, year, n) values (?, ?, ?, ?)
         on conflict (model, field, year) do update
         set n = case when excluded.n > record_counter.n then excluded.n when cast(? as bigint) = 0 then record_counter.n + 1
                 else record_counter.n end
         returning n`,
        [this.#model.id, name, year, least || 1, least],
      )
      if (!parts) record[name] = codeOf(pattern, year, Number(row?.[0]))
    }
  }

  /** A record that the author may not read is none, or relations would tell which ids there are. */
  async #requireRelated(
    tx: Sql,
    values: Values,
    relations: readonly Field[],
    { bounds }: Author,
  ): Promise<void> {
    for (const { name, def } of relations) {
      const id = values[name]
      if (id === null || id === undefined || def?.type !== 'relation') continue
      const model = def.model.includes('.') ? def.model : `${this.#model.plugin}.${def.model}`
      const other = this.#parts.model(model)
      const reach = other && bounds ? bounds.related(other) : EVERYTHING
      const found = other && reach && (await this.#find(tx, other, id as string, reach.where === true))
      if (found && reach.holds(found)) continue
      throw new Problem('relation-missing', 422, `There is no record ${id} of ${model} for ${name}.`, {
        culprit: this.#model.id,
        extra: { field: name, model, errors: [missingRelation(name)] },
      })
    }
  }

  /** A record of another model, which stays until this transaction ends; without its values where nobody asks for them. */
  async #find(tx: Sql, { table, fields }: Model, id: string, bare: boolean): Promise<Values | undefined> {
    const read = bare ? [fields.get('id') as Field] : [...fields.values()]
    const columns = read.flatMap((field) => field.columns.map(quote)).join(', ')
    const share = this.#parts.db.dialect === 'postgres' ? ' for share' : ''
    const [row] = await tx.rows(
      `select ${columns} from ${quote(table.name)} where id = ? and ${quote(DELETED_AT)} is null${share}`,
      [id],
    )
    return row && reader(this.#parts.builder, read)(row)
  }

  /** Fields whose files differ. Those that stay as they are become what the record already holds. */
  #fileChanges(before: AnyRecord | undefined, given: Values): FileChange[] {
    const changes: FileChange[] = []
    for (const field of this.#files) {
      if (!Object.hasOwn(given, field.name)) continue
      const held = (before?.[field.name] ?? []) as FileRef[]
      const ids = ((given[field.name] ?? []) as { id: string }[]).map(({ id }) => id)
      const known = held.map(({ id }) => id)
      if (ids.length === known.length && ids.every((id, at) => id === known[at])) {
        given[field.name] = before ? before[field.name] : null
        continue
      }
      const added = ids.filter((id) => !known.includes(id))
      const removed = known.filter((id) => !ids.includes(id))
      changes.push({ field, before: held, ids, added, removed })
    }
    return changes
  }

  async #bind(tx: Sql, change: FileChange, recordId: string, author: Author): Promise<FileRef[] | null> {
    const { field, before, ids, added, removed } = change
    const binder = this.#parts.files()
    if (!binder && added.length > 0)
      throw new Problem('files-unavailable', 503, 'This centre keeps no files.', { culprit: this.#model.id })
    const kind = field.def?.type === 'image' ? 'image' : 'file'
    const target = { model: this.#model.id, recordId, field: field.name, actor: author.id, kind } as const
    const refs = binder && added.length > 0 ? await binder.bind(added, target, tx) : []
    if (removed.length > 0) await binder?.release?.(removed, target, tx)
    const all = new Map([...before, ...refs].map((ref) => [ref.id, ref]))
    const value = ids.map((id) => all.get(id)).filter((ref) => ref !== undefined)
    return value.length > 0 ? value : null
  }

  async #retried(
    id: string,
    { bounds }: Author,
    permission: 'update' | 'delete',
    ifVersion: number | undefined,
    change: (before: AnyRecord) => Promise<AnyRecord | undefined>,
  ): Promise<AnyRecord> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = await this.#get(id)
      if (!before || bounds?.sees(before) === false) throw recordMissing(this.#model, id)
      bounds?.require(permission, before)
      if (ifVersion !== undefined && before.version !== ifVersion) break
      const after = await change(before).catch((error) => {
        if (error !== STALE) throw error
        return undefined
      })
      if (after) return after
    }
    const detail = `The record was changed meanwhile. Read it again and repeat the change.`
    throw new Problem('version-conflict', 412, detail, { culprit: this.#model.id })
  }

  // Never back in time, though the clocks of two processes may differ.
  #now(before: AnyRecord): string {
    const at = new Date(this.#parts.clock()).toISOString()
    if (at < before.updatedAt) return before.updatedAt
    return at
  }

  /** Prepares a change inside the transaction that makes it. */
  async #transaction(prepare: (tx: Sql) => Promise<Steps | undefined>): Promise<void> {
    await this.#translated(() =>
      this.#parts.db.tx(async (tx) => {
        const steps = (await prepare(tx)) ?? []
        for (let at = 0; at < steps.length; at++) {
          const { sql, params } = steps[at] as Steps[number]
          const { changes } = await tx.run(sql, params)
          if (at === 0 && changes === 0) throw STALE
        }
      }),
    )
    this.#parts.committed()
  }

  async #commit(steps: Steps): Promise<boolean> {
    const changed = await this.#translated(() => this.#parts.db.atomic(steps))
    if (changed) this.#parts.committed()
    return changed
  }

  async #translated<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw error instanceof UniqueViolation ? this.#conflict(error) : error
    }
  }

  #conflict(error: UniqueViolation): Problem {
    const { table } = this.#model
    const plan = planIndexes(this.#model).find(({ name, columns, unique }) => {
      const asSqlite = columns.map((column) => `${table.name}.${column}`).join(', ')
      return unique && (error.index === name || error.index === asSqlite)
    })
    const fields = plan?.fields ?? []
    const what = fields.length > 0 ? ` in ${fields.join(', ')}` : ''
    const detail = `Another record of ${this.#model.id} has the same value${what}.`
    return new Problem('unique-conflict', 409, detail, {
      culprit: this.#model.id,
      extra: { fields },
      cause: error,
    })
  }
}

const readUnit = readerOf({ type: 'unit', label: { vi: 'Đơn vị' } })

/** Code that answers for itself, and who may assign, says to which unit a record belongs; others only read it. */
function takeUnit(model: Model, input: unknown, author: Author): { unit?: string | null; rest: unknown } {
  if (
    (author.roles && !author.assigns) ||
    typeof input !== 'object' ||
    input === null ||
    !Object.hasOwn(input, 'unit')
  )
    return { rest: input }
  const { unit, ...rest } = input as Record<string, unknown>
  if (unit === undefined) return { rest }
  if (unit === null) return { unit, rest }
  const read = readUnit(unit)
  if (!('code' in read)) return { unit: read.value as string, rest }
  throw new Problem('validation-failed', 422, `The values do not fit ${model.id}: /unit: ${read.detail.en}`, {
    culprit: model.id,
    extra: { errors: [{ pointer: '/unit', ...read }] },
  })
}

/** What a change took the place of, for those who may have read it only as it was. */
function replaced(before: AnyRecord, patch: Values): Values {
  const { updatedAt, updatedBy } = before
  return {
    ...Object.fromEntries(Object.keys(patch).map((name) => [name, before[name]])),
    updatedAt,
    updatedBy,
  }
}

function missingRelation(name: string) {
  const detail = { vi: 'Bản ghi này không tồn tại hoặc đã bị xóa.', en: 'There is no such record.' }
  return { pointer: `/${name}`, code: 'relation-missing', detail }
}

/** Gives fields that would be empty what another field holds. */
function fill(given: Values, before: AnyRecord, fills: Record<string, string> = {}): void {
  for (const [field, from] of Object.entries(fills)) {
    const will: Values = { ...before, ...given }
    if (empty(will[field]) && !empty(will[from])) given[field] = will[from]
  }
}

function empty(value: unknown): boolean {
  return value === null || value === undefined || value === ''
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b
  return JSON.stringify(a) === JSON.stringify(b)
}
