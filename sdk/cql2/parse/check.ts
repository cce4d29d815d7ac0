import {
  type Fields,
  type FieldType,
  fieldType,
  kindOf,
  type ScalarKind,
  scalarKindOf,
} from '../tree/fields.ts'
import type { Filter, FilterTemplate, Param, Predicate, Property, Scalar } from '../tree/filter.ts'
import { attempt, type FilterResult, filterErrors, type Path, Refusal } from './errors.ts'

/**
 * Checks the names and types of a tree that did not come from the parser, or was parsed before its fields were
 * known. OGC 21-065r2, clause 6.5 "Property references" and clause 6.3.3 "Type casts" (none are made here).
 */
export function checkFields(filter: Filter, fields: Fields): FilterResult<Filter> {
  return attempt(() => {
    check(filter, fields)
    return filter
  })
}

/** Checks every predicate of a tree; without fields only that literals standing together are of one kind. */
export function check(tree: FilterTemplate, fields: Fields | undefined): void {
  const stack: { node: FilterTemplate; path: Path | undefined }[] = [{ node: tree, path: undefined }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, path } = next
    if (typeof node === 'boolean') continue
    const at = { parent: path, key: 'args' }
    switch (node.op) {
      case 'and':
      case 'or':
      case 'not':
        for (let key = node.args.length - 1; key >= 0; key--) {
          stack.push({ node: node.args[key] as FilterTemplate, path: { parent: at, key } })
        }
        break
      default:
        checkPredicate(node, fields, at)
    }
  }
}

function checkPredicate(predicate: Predicate<Param>, fields: Fields | undefined, path: Path): void {
  const [left, ...rest] = predicate.args
  const type = typeOf(left, fields, { parent: path, key: 0 })
  switch (predicate.op) {
    case 'isNull':
      return
    case 's_intersects':
      if (type === undefined || type === 'point') return
      throw new Refusal(
        filterErrors.typeMismatch,
        { parent: path, key: 0 },
        `The field is ${type}, not a geometry.`,
      )
    case 'in': {
      const list = predicate.args[1]
      scalarField(type, path)
      if ('param' in list) return
      const place = { parent: path, key: 1 }
      oneKind(list, place)
      list.forEach((element, key) => {
        fits(type, element, { parent: place, key })
      })
      return
    }
    case 'between':
      oneKind(predicate.args.slice(1) as (Scalar | Param)[], path, 1)
      break
  }
  scalarField(type, path)
  rest.forEach((operand, index) => {
    const place = { parent: path, key: index + 1 }
    if (isProperty(operand)) pairs(type, typeOf(operand, fields, place), place)
    else fits(type, operand as Scalar | Param, place)
  })
}

/** Refuses a list whose literals are not all of one kind. */
export function oneKind(list: readonly (Scalar | Param)[], path: Path, offset = 0): void {
  let kind: ScalarKind | undefined
  list.forEach((element, index) => {
    if (isParam(element)) return
    kind ??= kindOf(element)
    if (kindOf(element) === kind) return
    throw new Refusal(
      filterErrors.typeMismatch,
      { parent: path, key: index + offset },
      'The literals differ in type.',
    )
  })
}

function typeOf(operand: unknown, fields: Fields | undefined, path: Path): FieldType | undefined {
  if (!fields || !isProperty(operand)) return undefined
  const type = fieldType(fields, operand.property)
  if (type) return type
  throw new Refusal(filterErrors.unknownField, { parent: path, key: 'property' }, 'There is no such field.')
}

function scalarField(type: FieldType | undefined, path: Path): void {
  if (type !== 'point' && type !== 'opaque') return
  throw new Refusal(
    filterErrors.typeMismatch,
    { parent: path, key: 0 },
    type === 'point'
      ? 'A point compares by s_intersects only.'
      : 'This field can only be tested with isNull.',
  )
}

function fits(type: FieldType | undefined, operand: Scalar | Param, path: Path): void {
  if (type === undefined || isParam(operand)) return
  if (kindOf(operand) !== scalarKindOf(type)) {
    throw new Refusal(
      filterErrors.typeMismatch,
      path,
      `The field is ${type}, the literal is ${kindOf(operand)}.`,
    )
  }
  if (type === 'integer' && !Number.isSafeInteger(operand)) {
    throw new Refusal(
      filterErrors.typeMismatch,
      path,
      'The field is integer: the literal must be whole, below 2^53.',
    )
  }
}

function pairs(left: FieldType | undefined, right: FieldType | undefined, path: Path): void {
  if (left === undefined || right === undefined) return
  if (right !== 'point' && right !== 'opaque' && scalarKindOf(left) === scalarKindOf(right)) return
  throw new Refusal(
    filterErrors.typeMismatch,
    path,
    `A field of type ${left} cannot be compared with ${right}.`,
  )
}

function isProperty(operand: unknown): operand is Property {
  return typeof operand === 'object' && operand !== null && 'property' in operand
}

function isParam(operand: Scalar | Param): operand is Param {
  return typeof operand === 'object' && 'param' in operand
}
