import type { Fields } from '../tree/fields.ts'
import type { Filter, FilterTemplate, Timestamp } from '../tree/filter.ts'
import { momentAt } from '../tree/moment.ts'
import { operators, type Role } from '../tree/operators.ts'
import { check } from './check.ts'
import { attempt, type FilterResult, filterErrors, type Path, Refusal } from './errors.ts'
import { deepest, defaultLimits, type Limits } from './limits.ts'
import {
  type Budget,
  type GeometryKind,
  isObject,
  newBudget,
  onlyMembers,
  readGeometry,
  readName,
  readScalar,
  readText,
  spend,
} from './literals.ts'

/** How a filter is read. */
export interface ParseOptions {
  /** Limits that differ from {@link defaultLimits}. */
  readonly limits?: Partial<Limits>
  /** Fields that may be named; with it every name and type is checked. Default: names and types are not checked. */
  readonly fields?: Fields
  /** Geometry literals accepted, for a backend that cannot run all. Default: all three. */
  readonly geometries?: readonly GeometryKind[]
  /**
   * Milliseconds since 1970 that the functions `now` and `today` mean; the filter then holds the instants themselves.
   * Default: they are refused.
   */
  readonly now?: number
}

/** How a template is read. */
export interface TemplateOptions extends ParseOptions {
  /** Placeholders that may be named. Default: any. */
  readonly params?: Iterable<string>
}

/**
 * Reads a filter in the JSON encoding (OGC 21-065r2, clause 8.3 "CQL2 JSON") from a value that `JSON.parse` gave.
 * It never throws on such a value, never recurses, and reads no more than the limits allow. The filter is built
 * anew: it shares nothing with the input.
 *
 * @example
 * const result = parseCql2Json({ op: '>', args: [{ property: 'pm25' }, 50] }, { fields: { pm25: 'number' } })
 * if (!result.ok) return problem(400, result.error)
 */
export function parseCql2Json(input: unknown, options: ParseOptions = {}): FilterResult<Filter> {
  // The tree holds no placeholder: reading one without `params` is refused.
  return attempt(() => readTree(input, options, undefined) as Filter)
}

/**
 * Reads a filter that may hold placeholders `{ "param": "actor.units" }` (Saola's addition to OGC 21-065r2,
 * clause 8.3) where a scalar literal, the left side or the whole list of an `in` may stand. For templates of
 * administrators and plugins, never for filters of clients.
 */
export function parseCql2Template(
  input: unknown,
  options: TemplateOptions = {},
): FilterResult<FilterTemplate> {
  const known = options.params && new Set(options.params)
  return attempt(() => readTree(input, options, (name) => known?.has(name) ?? true))
}

interface Reader {
  readonly budget: Budget
  readonly depth: number
  readonly geometries: readonly GeometryKind[]
  /** Whether a placeholder may be named; undefined where none may stand. */
  readonly params: ((name: string) => boolean) | undefined
  readonly now: number | undefined
  readonly stack: Task[]
}

/** One operand still to be read, and the place where the result belongs. */
interface Task {
  readonly role: Role
  readonly input: unknown
  readonly path: Path | undefined
  readonly depth: number
  readonly into: unknown[]
  readonly at: number
}

function readTree(input: unknown, options: ParseOptions, params: Reader['params']): FilterTemplate {
  const limits = { ...defaultLimits, ...options.limits }
  const root: unknown[] = []
  const reader: Reader = {
    budget: newBudget(limits),
    depth: Math.min(limits.depth, deepest),
    geometries: options.geometries ?? ['bbox', 'Point', 'Polygon'],
    params,
    now: options.now,
    stack: [{ role: 'predicate', input, path: undefined, depth: 1, into: root, at: 0 }],
  }
  spend(reader.budget, 'nodes', 1, undefined)
  for (let task = reader.stack.pop(); task; task = reader.stack.pop()) {
    task.into[task.at] = roles[task.role](task, reader)
  }
  // The table of operators and the readers of roles produce this type; a property test holds them to it.
  const tree = root[0] as FilterTemplate
  check(tree, options.fields)
  return tree
}

const roles: Record<Role, (task: Task, reader: Reader) => unknown> = {
  predicate: readPredicate,
  property: ({ input, path }, { budget }) => {
    const property = readProperty(input, budget, path)
    if (property) return property
    throw new Refusal(filterErrors.invalid, path, 'Expected a property.')
  },
  subject: (task, reader) => {
    const subject = readProperty(task.input, reader.budget, task.path) ?? readParam(task, reader)
    if (subject) return subject
    if (readScalar(task.input, reader.budget, task.path) !== undefined) {
      throw new Refusal(filterErrors.opUnsupported, task.path, 'Put the property on the left side.')
    }
    throw unreadable(task)
  },
  scalar: (task, reader) => {
    const { input, path } = task
    const operand =
      readProperty(input, reader.budget, path) ?? readParam(task, reader) ?? readMoment(task, reader)
    const value = operand ?? readScalar(input, reader.budget, path)
    if (value !== undefined) return value
    throw unreadable(task)
  },
  bound: (task, reader) => {
    const bound =
      readParam(task, reader) ?? readMoment(task, reader) ?? readScalar(task.input, reader.budget, task.path)
    if (bound === undefined) throw unreadable(task)
    if (typeof bound === 'object' || typeof bound === 'number') return bound
    throw new Refusal(filterErrors.typeMismatch, task.path, 'A bound is a number, a timestamp or a date.')
  },
  list: readList,
  geometry: ({ input, path }, { budget, geometries }) => readGeometry(input, geometries, budget, path),
}

function readPredicate({ input, path, depth }: Task, reader: Reader): unknown {
  if (typeof input === 'boolean') return input
  if (!isObject(input) || !Object.hasOwn(input, 'op') || typeof input.op !== 'string') {
    throw new Refusal(filterErrors.invalid, path, 'Expected an expression: { "op": …, "args": […] }.')
  }
  onlyMembers(input, ['op', 'args'], path)
  const { op } = input
  const signature = operators.get(op)
  if (!signature) {
    const at = { parent: path, key: 'op' }
    const supported = [...operators.keys()].join(' ')
    throw new Refusal(
      filterErrors.opUnsupported,
      at,
      `This operator is not supported; supported are: ${supported}`,
    )
  }
  if (depth > reader.depth) {
    throw new Refusal(filterErrors.tooDeep, path, `The filter is nested deeper than ${reader.depth} levels.`)
  }
  const inputs = Object.hasOwn(input, 'args') ? input.args : undefined
  const at = { parent: path, key: 'args' }
  if (!Array.isArray(inputs) || inputs.length < signature.min || inputs.length > signature.max) {
    const count = signature.min === signature.max ? signature.min : `at least ${signature.min}`
    throw new Refusal(filterErrors.invalid, at, `“${op}” takes ${count} operands in “args”.`)
  }
  spend(reader.budget, 'nodes', inputs.length, at)
  const args: unknown[] = new Array(inputs.length)
  // Last operand first, so that the stack gives them back in the order of the text.
  for (let key = inputs.length - 1; key >= 0; key--) {
    const role = signature.roles[Math.min(key, signature.roles.length - 1)] ?? signature.roles[0]
    reader.stack.push({
      role,
      input: inputs[key],
      path: { parent: at, key },
      depth: depth + 1,
      into: args,
      at: key,
    })
  }
  return { op, args }
}

function readList(task: Task, reader: Reader): unknown {
  const { input, path } = task
  const param = readParam(task, reader)
  if (param) return param
  if (!Array.isArray(input)) throw new Refusal(filterErrors.invalid, path, 'Expected a list of literals.')
  spend(reader.budget, 'inElements', input.length, path)
  return input.map((element: unknown, key) => {
    const place = { ...task, input: element, path: { parent: path, key } }
    const placeholder = readParam(place, reader)
    if (placeholder) return placeholder
    const literal = readScalar(element, reader.budget, place.path)
    if (literal === undefined) throw unreadable(place)
    return literal
  })
}

function readProperty(input: unknown, budget: Budget, path: Path | undefined) {
  if (!isObject(input) || !Object.hasOwn(input, 'property')) return undefined
  return { property: readName(input, 'property', budget, path) }
}

function readParam({ input, path }: Task, { budget, params }: Reader) {
  if (!isObject(input) || !Object.hasOwn(input, 'param')) return undefined
  if (!params) throw new Refusal(filterErrors.paramMissing, path, 'Placeholders are not allowed here.')
  const param = readName(input, 'param', budget, path)
  if (params(param)) return { param }
  throw new Refusal(
    filterErrors.paramMissing,
    { parent: path, key: 'param' },
    'There is no such placeholder.',
  )
}

/** The instant that `now` or `today` means; undefined when the operand is something else or none may stand here. */
function readMoment({ input, path }: Task, { now, budget }: Reader): Timestamp | undefined {
  if (now === undefined || !isObject(input) || (input.op !== 'now' && input.op !== 'today')) return undefined
  onlyMembers(input, ['op', 'args'], path)
  const { op, args } = input
  const at = { parent: path, key: 'args' }
  if (!Array.isArray(args) || args.length > 1)
    throw new Refusal(filterErrors.invalid, at, `“${op}” takes one shift at most, such as PT4H, in “args”.`)
  const timestamp = momentAt(
    { op, args: args.length === 0 ? [] : [readText(args[0], budget, { parent: at, key: 0 })] },
    now,
  )
  if (timestamp !== undefined) return { timestamp }
  const detail =
    'Expected a shift in days, hours and minutes, such as -P1D or PT4H, within the years 1 to 9999.'
  throw new Refusal(filterErrors.invalid, { parent: at, key: 0 }, detail)
}

/** Why an operand is none: another part of CQL2, or nothing at all. */
function unreadable({ input, path }: Task): Refusal {
  const other = isObject(input) && ['op', 'interval', 'type', 'bbox'].find((key) => Object.hasOwn(input, key))
  if (!other) return new Refusal(filterErrors.invalid, path, 'Expected a property or a literal.')
  return new Refusal(filterErrors.opUnsupported, path, `An operand with “${other}” is not supported here.`)
}
