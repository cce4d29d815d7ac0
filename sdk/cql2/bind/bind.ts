import { compare, holds, readLiteral } from '../evaluate/scalar.ts'
import { check, oneKind } from '../parse/check.ts'
import { attempt, type FilterResult, filterErrors, type Path, Refusal } from '../parse/errors.ts'
import { deepest, defaultLimits } from '../parse/limits.ts'
import { newBudget, readScalar } from '../parse/literals.ts'
import { type Fields, kindOf } from '../tree/fields.ts'
import type {
  Between,
  Bound,
  Comparison,
  ComparisonOperator,
  Expression,
  Filter,
  FilterTemplate,
  InList,
  Param,
  Property,
  Scalar,
} from '../tree/filter.ts'

/** What a placeholder stands for: one literal, or the list of an `in`. Null and undefined count as missing. */
export type ParamValue = Scalar | readonly Scalar[]

/** Values of placeholders by name. */
export type Params =
  | Readonly<Record<string, ParamValue | null | undefined>>
  | ReadonlyMap<string, ParamValue | null>

/**
 * Puts values in the place of placeholders. A predicate left without any property becomes `true` or `false`, so
 * that the result is a plain filter of OGC 21-065r2 (clause 6.2) with a property in each predicate.
 *
 * A placeholder without a value is refused with `filter-param-missing`: a row condition then grants nothing. An
 * empty list is a value: `in` is then false for every record.
 *
 * @param fields with it the names and types of the result are checked, values included.
 * @example
 * bind({ op: 'in', args: [{ property: 'unit' }, { param: 'actor.units' }] }, { 'actor.units': ['vinh'] })
 */
export function bind(template: FilterTemplate, params: Params, fields?: Fields): FilterResult<Filter> {
  return attempt(() => {
    const filter = bindExpression(template, params, undefined, 1)
    check(filter, fields)
    return filter
  })
}

function bindExpression(node: FilterTemplate, params: Params, path: Path | undefined, depth: number): Filter {
  if (typeof node === 'boolean') return node
  if (depth > deepest) throw new Refusal(filterErrors.tooDeep, path, 'The template is nested too deep.')
  const at = { parent: path, key: 'args' }
  const child = (part: Expression<Param>, key: number) =>
    bindExpression(part, params, { parent: at, key }, depth + 1)
  switch (node.op) {
    case 'and':
    case 'or':
      return { op: node.op, args: node.args.map(child) }
    case 'not':
      return { op: 'not', args: [child(node.args[0], 0)] }
    case 'isNull':
    case 's_intersects':
      return node
    case 'in':
      return bindIn(node, params, at)
    case 'between':
      return bindBetween(node, params, at)
    default:
      return bindComparison(node, params, at)
  }
}

const mirrored: Record<ComparisonOperator, ComparisonOperator> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function bindComparison({ op, args }: Comparison<Param>, params: Params, path: Path): Filter {
  const left = bindOperand(args[0], params, { parent: path, key: 0 })
  const right = bindOperand(args[1], params, { parent: path, key: 1 })
  if (isProperty(left)) return { op, args: [left, right] }
  if (isProperty(right)) return { op: mirrored[op], args: [right, left] }
  oneKind([left, right], path)
  return holds[op](order(left, right))
}

function bindIn({ args }: InList<Param>, params: Params, path: Path): Filter {
  const value = bindOperand(args[0], params, { parent: path, key: 0 })
  const list = bindList(args[1], params, { parent: path, key: 1 })
  if (isProperty(value)) return { op: 'in', args: [value, list] }
  oneKind([value, ...list], path)
  return list.some((element) => order(value, element) === 0)
}

function bindBetween({ args }: Between<Param>, params: Params, path: Path): Filter {
  const value = bindOperand(args[0], params, { parent: path, key: 0 })
  const lower = bindBound(args[1], params, { parent: path, key: 1 })
  const upper = bindBound(args[2], params, { parent: path, key: 2 })
  if (isProperty(value)) return { op: 'between', args: [value, lower, upper] }
  oneKind([value, lower, upper], path)
  return order(value, lower) >= 0 && order(value, upper) <= 0
}

function bindOperand<T extends Scalar | Property>(
  operand: T | Param,
  params: Params,
  path: Path,
): T | Scalar {
  if (!isParam(operand)) return operand
  const value = lookUp(operand, params, path)
  if (!Array.isArray(value)) return literal(value, path)
  throw new Refusal(filterErrors.typeMismatch, path, 'The placeholder stands for a list, not for one value.')
}

function bindBound(operand: Bound | Param, params: Params, path: Path): Bound {
  const bound = bindOperand(operand, params, path)
  if (typeof bound === 'object' || typeof bound === 'number') return bound
  throw new Refusal(filterErrors.typeMismatch, path, 'A bound is a number, a timestamp or a date.')
}

function bindList(list: InList<Param>['args'][1], params: Params, path: Path): Scalar[] {
  if (!isParam(list)) return list.map((element, key) => bindOperand(element, params, { parent: path, key }))
  const value = lookUp(list, params, path)
  if (Array.isArray(value)) return value.map((element) => literal(element, path))
  throw new Refusal(filterErrors.typeMismatch, path, 'The placeholder stands for one value, not for a list.')
}

function lookUp({ param }: Param, params: Params, path: Path): unknown {
  const named = params as Readonly<Record<string, unknown>>
  const value =
    params instanceof Map ? params.get(param) : Object.hasOwn(named, param) ? named[param] : undefined
  if (value !== undefined && value !== null) return value
  throw new Refusal(
    filterErrors.paramMissing,
    { parent: path, key: 'param' },
    'The placeholder has no value.',
  )
}

// Values come from sessions and settings: they meet the same rules as a literal of a filter.
function literal(value: unknown, path: Path): Scalar {
  const scalar = readScalar(value, newBudget(defaultLimits), path)
  if (scalar !== undefined) return scalar
  throw new Refusal(filterErrors.typeMismatch, path, 'The value of the placeholder is no literal.')
}

function order(a: Scalar, b: Scalar): number {
  const left = readLiteral(kindOf(a), a)
  const right = readLiteral(kindOf(a), b)
  // Both were read as literals of one kind, so neither is null.
  return compare(left ?? 0, right ?? 0)
}

function isProperty(operand: Scalar | Property): operand is Property {
  return typeof operand === 'object' && 'property' in operand
}

function isParam(operand: unknown): operand is Param {
  return typeof operand === 'object' && operand !== null && 'param' in operand
}
