import { expectTypeOf, test } from 'vitest'
import {
  bind,
  compile,
  type Filter,
  type FilterErrorCode,
  type FilterTemplate,
  type Literal,
  parseCql2Json,
  parseCql2Template,
  shape,
} from './index.ts'

test('the types say what a filter is', () => {
  const filter: Filter = {
    op: 'and',
    args: [
      { op: '=', args: [{ property: 'name' }, 'Vinh'] },
      { op: 'not', args: [{ op: 'in', args: [{ property: 'level' }, [1, 2]] }] },
      { op: 's_intersects', args: [{ property: 'place' }, { bbox: [105, 18, 106, 19] }] },
    ],
  }
  expectTypeOf(filter).toExtend<FilterTemplate>()
  expectTypeOf<FilterTemplate>().not.toExtend<Filter>()

  // @ts-expect-error a placeholder needs bind first
  const open: Filter = { op: '=', args: [{ property: 'unit' }, { param: 'actor.unit' }] }
  // @ts-expect-error compile takes no template
  const run = () => compile({ op: '=', args: [{ property: 'unit' }, { param: 'actor.unit' }] })
  // @ts-expect-error there is no null literal: use isNull
  const isNothing: Filter = { op: '=', args: [{ property: 'unit' }, null] }
  // @ts-expect-error like is not supported yet
  const like: Filter = { op: 'like', args: [{ property: 'unit' }, 'V%'] }
  // @ts-expect-error a comparison takes two operands
  const short: Filter = { op: '=', args: [{ property: 'unit' }] }
  // @ts-expect-error a geometry stands in s_intersects only
  const equal: Filter = { op: '=', args: [{ property: 'place' }, { bbox: [105, 18, 106, 19] }] }
  void [open, run, isNothing, like, short, equal]

  const parsed = parseCql2Json({})
  if (parsed.ok) expectTypeOf(parsed.filter).toEqualTypeOf<Filter>()
  else expectTypeOf(parsed.error.code).toEqualTypeOf<FilterErrorCode>()
  const template = parseCql2Template({})
  if (template.ok) {
    const result = bind(template.filter, { 'actor.units': ['vinh'] }, { unit: 'text' })
    if (result.ok) expectTypeOf(compile(result.filter)).returns.toEqualTypeOf<boolean>()
  }
  expectTypeOf(shape(filter).literals).toEqualTypeOf<readonly Literal[]>()
})
