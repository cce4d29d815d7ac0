import type { Filter, FilterTemplate } from '@saola/cql2'
import type { Json, JsonSchema, Text } from './text.ts'

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

/** Several lines of Markdown without HTML; rendered safely wherever it is shown. */
export interface RichTextField extends FieldBase {
  type: 'richText'
  /** Longest value in code points. Default 20,000, at most 100,000. */
  maxLength?: number
}

/** A telephone number: Vietnamese short numbers (113, 1022) and national or international ones, stored as E.164 or the short number. */
export interface PhoneField extends FieldBase {
  type: 'phone'
}

/** An e-mail address, lower case. */
export interface EmailField extends FieldBase {
  type: 'email'
}

/**
 * A number that people use to speak of a record, given by the platform: unique, increasing, gaps allowed.
 * `{year}` is the year in Vietnam, `{number:6}` the count within it with leading zeros.
 */
export interface CodeField extends FieldBase {
  type: 'code'
  /** For example `PA-{year}-{number:6}`. Holds exactly one `{number:n}`. */
  pattern: string
}

/** A state of a {@link StatusField}. */
export interface StatusState {
  label: Text
  order?: number
  tone?: Tone
  /** The work is done: deadlines no longer run. */
  final?: boolean
  /** The clock of deadlines stands still. */
  pauses?: boolean
}

/** A step from one state to another that is allowed. */
export interface StatusTransition {
  label: Text
  from: string[]
  to: string
  order?: number
  /** Roles that may take it; default: everybody who may update. Administrators may always. */
  roles?: string[]
  /** Fields that must hold a value in the record as it will be; `unit` may be one of them. */
  needs?: string[]
  /** Fields that, while empty, take the value of another one with this step: `{ unit: 'suggestedUnit' }`. */
  fills?: Record<string, string>
  /** False: who took the step cannot take it back within minutes, since others acted upon it. Default true. */
  undo?: boolean
}

/** Where a record stands. It starts at `initial` and moves only along `transitions`; refused with `transition-refused`. */
export interface StatusField extends FieldBase {
  type: 'status'
  initial: string
  states: Record<string, StatusState>
  transitions: Record<string, StatusTransition>
  /** A datetime field of the model which the platform sets to the moment of each step. */
  since?: string
}

/** A record of another model, by its id. */
export interface RelationField extends FieldBase {
  type: 'relation'
  /** Model id, `<plugin>.<name>`, or a model name of the same plugin. */
  model: string
}

/** Somebody with an account, by actor id (`user:…`). */
export interface UserField extends FieldBase {
  type: 'user'
}

/** A unit of the organisation, by its id. */
export interface UnitField extends FieldBase {
  type: 'unit'
}

/** A stored file, as a record holds it. */
export interface FileRef {
  /** Id at `/api/files/{id}`. */
  id: string
  name: string
  /** Media type by content, never by name. */
  type: string
  /** Bytes. */
  size: number
  /** Pixels, of images. */
  width?: number
  height?: number
}

/** Files, at most `most` of them. */
export interface FileField extends FieldBase {
  type: 'file'
  /** Default 10, at most 50. */
  most?: number
}

/** Pictures: JPEG, PNG, WebP, AVIF by content; stored without metadata, turned upright. */
export interface ImageField extends FieldBase {
  type: 'image'
  /**
   * Who has the address of a picture may see it without signing in: always, or while the record fits this CQL2 tree.
   * The tree may also name fields of a record that this one points to, as `<relation>.<field>`, and follows every
   * change there. Addresses cannot be guessed. Default: only by the right to read the record.
   */
  public?: true | Filter
  /** Default 10, at most 50. */
  most?: number
}

/**
 * Structured data, checked against a JSON Schema: for what has a shape but no columns of its own, such as the questions
 * of a category. At most 64 KiB as JSON text. Filters can only ask whether it is there.
 */
export interface JsonField extends FieldBase {
  type: 'json'
  /** JSON Schema 2020-12 of a value. */
  schema: JsonSchema
}

export type FieldDef =
  | TextField
  | RichTextField
  | PhoneField
  | EmailField
  | CodeField
  | StatusField
  | RelationField
  | UserField
  | UnitField
  | FileField
  | ImageField
  | JsonField
  | NumberField
  | IntegerField
  | BooleanField
  | DatetimeField
  | SelectField
  | PointField

export type FieldType = FieldDef['type']

/** What a person may do with the records of a model. */
export type ModelPermission = 'read' | 'create' | 'update' | 'delete'

/**
 * Which records of a model: a CQL2 tree over its fields and system fields, in which `{ "param": "actor.units" }` (a
 * list, for `in`) and `{ "param": "actor.id" }` stand for what they are of whoever asks. Somebody without units is
 * reached by no `in`. Times that move (`now`, `today`) are refused.
 */
export type RowCondition = FilterTemplate

/** A role that holds a permission on some records only. */
export interface RoleRight {
  role: string
  /** Default: all records. */
  where?: RowCondition
  /** Only of `read`: fields of the model that come as null. To filter, sort or search by them is as if they were not there. */
  hide?: string[]
}

/** A type of record: gives tables, validation, REST, OpenAPI, forms, lists, map layers, rights and revisions. */
export interface ModelDef {
  label: Text
  fields: Record<string, FieldDef>
  /** The field that names a record in lists and on the map. Default: the first text field. */
  title?: string
  icon?: string
  /**
   * Roles that get a permission when the module is switched on, on all records or under a condition; an administrator
   * may change it. Administrators may do everything. Whoever holds a permission through several roles may what any of
   * them allows.
   */
  rights?: Partial<Record<ModelPermission, (string | RoleRight)[]>>
  /** Text-like fields that `search` looks in, without regard to case, accents and đ. */
  search?: string[]
  /** Whether people may comment on records, internally or for the public. Default false. */
  comments?: boolean
  /** Roles that see fields marked `personal`; others get null. Administrators always do. */
  personal?: string[]
  /**
   * Roles that may say to which unit a record belongs (`unit`). Administrators always may. Default nobody else.
   * Where it is given, a new record belongs to no unit until somebody says so; else to the first of its author.
   */
  assign?: string[]
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
    : F extends { type: 'file' | 'image' }
      ? FileRef[]
      : F extends { type: 'json' }
        ? Json
        : F extends { type: 'status'; states: infer S }
          ? keyof S & string
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
