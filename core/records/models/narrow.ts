import type { FieldDef } from '@saola/sdk'

interface Rule {
  sql: string
  params: (string | number)[]
}

/** Which stored values a changed field no longer allows; undefined when it allows all that it did. */
export function narrowed(column: string, from: FieldDef, to: FieldDef): Rule | undefined {
  if (to.type === 'select' && from.type === 'select') {
    if (Object.keys(from.options).every((option) => Object.hasOwn(to.options, option))) return undefined
    const options = Object.keys(to.options)
    return { sql: `${column} not in (${options.map(() => '?').join(', ')})`, params: options }
  }
  if (to.type === 'status' && from.type === 'status') {
    const states = Object.keys(to.states)
    if (Object.keys(from.states).every((state) => states.includes(state)) || states.length === 0)
      return undefined
    return { sql: `${column} not in (${states.map(() => '?').join(', ')})`, params: states }
  }
  if (to.type === 'text' && from.type === 'text') {
    const [before, after] = [from.maxLength ?? 500, to.maxLength ?? 500]
    return after < before ? { sql: `length(${column}) > ?`, params: [after] } : undefined
  }
  if ((to.type === 'number' || to.type === 'integer') && from.type === to.type) return range(column, from, to)
  return undefined
}

function range(
  column: string,
  from: { minimum?: number; maximum?: number },
  to: { minimum?: number; maximum?: number },
): Rule | undefined {
  const rules: Rule[] = []
  if (to.minimum !== undefined && to.minimum > (from.minimum ?? Number.NEGATIVE_INFINITY)) {
    rules.push({ sql: `${column} < ?`, params: [to.minimum] })
  }
  if (to.maximum !== undefined && to.maximum < (from.maximum ?? Number.POSITIVE_INFINITY)) {
    rules.push({ sql: `${column} > ?`, params: [to.maximum] })
  }
  if (rules.length === 0) return undefined
  return {
    sql: `(${rules.map(({ sql }) => sql).join(' or ')})`,
    params: rules.flatMap(({ params }) => params),
  }
}
