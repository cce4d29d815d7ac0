import type { Text } from './text.ts'

interface FieldBase {
  label: Text
  /** Shown under the input of a form. */
  help?: Text
  /** A value must be given on create and can never become null. Default false. */
  required?: boolean
  /** Position in forms and lists; ties are broken by name. Default 0. */
  order?: number
  /** Says something about a person: masked for those without the right, left out of logs. Default false. */
  personal?: boolean
}

/** One line of text, Unicode NFC, without control characters. */
export interface TextField extends FieldBase {
  type: 'text'
  /** Longest value in code points. Default 500, at most 20,000. */
  maxLength?: number
  default?: string
}

/** IEEE double. NaN and infinities are refused. */
export interface NumberField extends FieldBase {
  type: 'number'
  minimum?: number
  maximum?: number
  /** Unit of measure shown beside the number, for example `µg/m³`. */
  measure?: string
  default?: number
}

/** Whole number within ±(2^53 − 1). */
export interface IntegerField extends FieldBase {
  type: 'integer'
  minimum?: number
  maximum?: number
  /** Unit of measure shown beside the number. */
  measure?: string
  default?: number
}

export interface BooleanField extends FieldBase {
  type: 'boolean'
  default?: boolean
}

/** An instant: RFC 3339 with offset on the way in, UTC with milliseconds (`2026-11-24T02:47:00.000Z`) on the way out. */
export interface DatetimeField extends FieldBase {
  type: 'datetime'
}

/** Tones of the status palette; always shown with a shape and a word. */
export type Tone = 'crit' | 'high' | 'warn' | 'ok' | 'hold' | 'off'

/** One of a fixed set of values, keyed by the stored value. */
export interface SelectField extends FieldBase {
  type: 'select'
  options: Record<string, { label: Text; order?: number; tone?: Tone }>
  default?: string
}

/** A position: GeoJSON Point, WGS 84, `[longitude, latitude]`. */
export interface PointField extends FieldBase {
  type: 'point'
}

export type FieldDef =
  | TextField
  | NumberField
  | IntegerField
  | BooleanField
  | DatetimeField
  | SelectField
  | PointField

export type FieldType = FieldDef['type']

/** What a person may do with the records of a model. */
export type ModelPermission = 'read' | 'create' | 'update' | 'delete'

/** A type of record: gives tables, validation, REST, OpenAPI, forms, lists, map layers, rights and revisions. */
export interface ModelDef {
  label: Text
  fields: Record<string, FieldDef>
  /** The field that names a record in lists and on the map. Default: the first text field. */
  title?: string
  icon?: string
  /** Roles that get a permission when the module is switched on; an administrator may change it. Administrators may do everything. */
  rights?: Partial<Record<ModelPermission, string[]>>
  /** Fields that filters and sorts use often; each entry is one index. `unique` refuses a second record with the same values. */
  indexes?: Record<string, { fields: string[]; unique?: boolean }>
}

/** GeoJSON Point (RFC 7946 section 3.1.2): `[longitude, latitude]`. */
export interface Point {
  type: 'Point'
  coordinates: [number, number]
}

/** Fields that the platform keeps on each record. */
export type SystemFields = {
  /** UUIDv7: sorts by time of creation. */
  id: string
  /** Counts changes from 1; the ETag of the record. */
  version: number
  createdAt: string
  /** Actor id (`user:…`, `token:…`, `plugin:…`). */
  createdBy: string
  updatedAt: string
  updatedBy: string
  /** Unit the record belongs to, or null. */
  unit: string | null
}

type ValueOf<F> = F extends { type: 'number' | 'integer' }
  ? number
  : F extends { type: 'boolean' }
    ? boolean
    : F extends { type: 'point' }
      ? Point
      : F extends { type: 'select'; options: infer O }
        ? keyof O & string
        : string

type Nullable<F> = F extends { required: true } ? ValueOf<F> : ValueOf<F> | null

/** The values that a model's records hold, without the system fields. */
export type ValuesOf<M extends { fields: Record<string, FieldDef> }> = {
  -readonly [K in keyof M['fields']]: Nullable<M['fields'][K]>
}

/** A whole record of a model: `RecordOf<typeof station>`. */
export type RecordOf<M extends { fields: Record<string, FieldDef> }> = SystemFields & ValuesOf<M>

/** A record whose model is known only at run time. */
export type AnyRecord = SystemFields & { [field: string]: unknown }
