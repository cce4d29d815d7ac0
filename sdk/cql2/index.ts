export { bind, type Params, type ParamValue } from './bind/bind.ts'
export { compile, compileTruth, type FilterRecord, type Truth } from './evaluate/compile.ts'
export { compareText } from './evaluate/scalar.ts'
export { checkFields } from './parse/check.ts'
export { type FilterError, type FilterErrorCode, type FilterResult, filterErrors } from './parse/errors.ts'
export { type ParseOptions, parseCql2Json, parseCql2Template, type TemplateOptions } from './parse/json.ts'
export { deepest, defaultLimits, type Limits } from './parse/limits.ts'
export type { GeometryKind } from './parse/literals.ts'
export { canonical } from './print/canonical.ts'
export { type Shape, shape } from './print/shape.ts'
export { fold } from './text/fold.ts'
export { bboxOf } from './tree/bbox.ts'
export {
  type Fields,
  type FieldType,
  fieldType,
  filterTypeOf,
  kindOf,
  type LiteralKind,
  type ScalarKind,
  scalarKindOf,
} from './tree/fields.ts'
export type {
  Bbox,
  Between,
  Bound,
  CalendarDate,
  Comparison,
  ComparisonOperator,
  Expression,
  Filter,
  FilterTemplate,
  Geometry,
  InList,
  Intersects,
  IsNull,
  Literal,
  Logical,
  Negation,
  Operator,
  Param,
  Point,
  Polygon,
  Position,
  Predicate,
  Property,
  Scalar,
  Timestamp,
} from './tree/filter.ts'
export { parseDay, parseInstant } from './tree/instant.ts'
export { isMoving, type Moment, type MovingFilter, momentAt, parseShift } from './tree/moment.ts'
export { operators } from './tree/operators.ts'
