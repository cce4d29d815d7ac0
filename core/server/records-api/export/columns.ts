import { Problem } from '@saola/kernel'
import type { ModelInfo } from '@saola/records'
import type { AnyRecord, FieldDef, Lang, Text } from '@saola/sdk'

export type Cell = string | number | null

/** What ids are called in the reader's language. */
export interface Called {
  unit: (id: string) => string
  actor: (id: string) => string
  record: (model: string, id: string) => string
}

export interface ExportColumn {
  field: string
  /** Undefined for what the platform keeps. */
  def: FieldDef | undefined
  head: string
  cell: (record: AnyRecord, called: Called) => Cell
}

const SYSTEM: Record<string, { label: Text; type: 'text' | 'datetime' | 'unit' | 'user' | 'number' }> = {
  id: { label: { vi: 'Mã bản ghi', en: 'Record' }, type: 'text' },
  version: { label: { vi: 'Phiên bản', en: 'Version' }, type: 'number' },
  createdAt: { label: { vi: 'Tạo lúc', en: 'Created at' }, type: 'datetime' },
  createdBy: { label: { vi: 'Người tạo', en: 'Created by' }, type: 'user' },
  updatedAt: { label: { vi: 'Sửa lúc', en: 'Changed at' }, type: 'datetime' },
  updatedBy: { label: { vi: 'Người sửa', en: 'Changed by' }, type: 'user' },
  unit: { label: { vi: 'Đơn vị', en: 'Unit' }, type: 'unit' },
}
const WORDS = {
  yes: { vi: 'Có', en: 'Yes' },
  no: { vi: 'Không', en: 'No' },
  latitude: { vi: 'vĩ độ', en: 'latitude' },
  longitude: { vi: 'kinh độ', en: 'longitude' },
}
/** At the end of every row unless fields were asked for. */
const USUAL = ['unit', 'createdAt', 'updatedAt', 'id']

const said = (text: Text, lang: Lang) => text[lang] ?? text.vi

/** The columns of an export: those asked for, or all of the model in its order. Throws `field-unknown`. */
export function exportColumns(
  { id, plugin, def }: ModelInfo,
  asked: readonly string[] | undefined,
  lang: Lang,
) {
  const own = Object.entries(def.fields)
    .sort(([nameA, a], [nameB, b]) => (a.order ?? 0) - (b.order ?? 0) || nameA.localeCompare(nameB))
    .map(([name]) => name)
  return (asked ?? [...own, ...USUAL]).flatMap((name): ExportColumn[] => {
    const system = Object.hasOwn(SYSTEM, name) ? SYSTEM[name] : undefined
    if (system) return [plain(name, undefined, said(system.label, lang), read(system.type))]
    const field = Object.hasOwn(def.fields, name) ? def.fields[name] : undefined
    if (!field) {
      const shown = JSON.stringify(name.slice(0, 80))
      throw new Problem('field-unknown', 400, `There is no field ${shown}.`, { culprit: id })
    }
    return columnsOf(name, field, plugin, lang)
  })
}

type Value = (value: unknown, called: Called) => Cell

function columnsOf(name: string, field: FieldDef, plugin: string, lang: Lang): ExportColumn[] {
  const label = said(field.label, lang)
  switch (field.type) {
    case 'point': {
      const part = (at: 0 | 1, word: Text) =>
        plain(name, field, `${label} (${said(word, lang)})`, (value) => coordinate(value, at))
      return [part(1, WORDS.latitude), part(0, WORDS.longitude)]
    }
    case 'number':
    case 'integer':
      return [plain(name, field, field.measure ? `${label} (${field.measure})` : label, read('number'))]
    case 'boolean':
      return [plain(name, field, label, (value) => said(value ? WORDS.yes : WORDS.no, lang))]
    case 'select':
    case 'status': {
      const options = field.type === 'select' ? field.options : field.states
      const known = new Map(Object.entries(options).map(([key, option]) => [key, said(option.label, lang)]))
      return [plain(name, field, label, (value) => known.get(String(value)) ?? String(value))]
    }
    case 'relation': {
      const model = field.model.includes('.') ? field.model : `${plugin}.${field.model}`
      return [plain(name, field, label, (value, called) => called.record(model, String(value)))]
    }
    case 'file':
    case 'image':
      return [
        plain(name, field, label, (value) =>
          (value as { name: string }[]).map((file) => file.name).join('; '),
        ),
      ]
    case 'json':
      return [plain(name, field, label, (value) => JSON.stringify(value))]
    default:
      return [plain(name, field, label, read(field.type))]
  }
}

function plain(field: string, def: FieldDef | undefined, head: string, value: Value): ExportColumn {
  const cell: ExportColumn['cell'] = (record, called) => {
    const found = record[field]
    return found === null || found === undefined ? null : value(found, called)
  }
  return { field, def, head, cell }
}

function read(type: string): Value {
  if (type === 'number') return (value) => value as number
  if (type === 'datetime') return (value) => vietnamTime(String(value))
  if (type === 'unit') return (value, called) => called.unit(String(value))
  if (type === 'user') return (value, called) => called.actor(String(value))
  return (value) => String(value)
}

function coordinate(value: unknown, at: 0 | 1): Cell {
  return (value as { coordinates?: number[] }).coordinates?.[at] ?? null
}

const SEVEN_HOURS = 7 * 3_600_000

/** `2026-11-24 02:47:00`, the time in Vietnam, which spreadsheets of every language read as a date. */
export function vietnamTime(iso: string): string {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return iso
  return new Date(at + SEVEN_HOURS).toISOString().slice(0, 19).replace('T', ' ')
}
