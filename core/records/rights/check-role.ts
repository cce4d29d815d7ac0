import type { FieldType } from '@saola/cql2'
import type { Effect } from '@saola/kernel'
import type { Role, Text } from '@saola/sdk'
import { systemFields } from '../models/model.ts'
import { readCondition } from './condition.ts'
import { isModelPermission } from './grants.ts'

export type Fields = ReadonlyMap<string, FieldType>

/** Says what of a role's grants cannot be. A model that is not there cannot be held against. */
export function checkRole(id: string, role: Role, fieldsOf: (model: string) => Fields | undefined): Effect[] {
  const effects: Effect[] = []
  for (const grant of role.grants) {
    if (typeof grant === 'string') continue
    const { permission, where, hide = [] } = grant
    const refuse = (why: Text) => effects.push(refusal(id, permission, why))
    if (!isModelPermission(permission)) {
      refuse({
        vi: 'chỉ quyền trên bản ghi của một mô hình mới có điều kiện',
        en: 'only permissions on the records of a model take conditions',
      })
      continue
    }
    const fields = fieldsOf(permission.slice(0, permission.lastIndexOf(':')))
    const read = where === undefined ? undefined : readCondition(where, fields)
    if (read && !read.ok) {
      const why = `${read.error.pointer}: ${read.error.message}`
      refuse({ vi: why, en: why })
    }
    if (hide.length > 0 && !permission.endsWith(':read'))
      refuse({ vi: 'chỉ quyền xem mới che trường', en: 'only the permission to read hides fields' })
    for (const name of hide) {
      if (systemFields.includes(name) || (fields && !fields.has(name)))
        refuse({ vi: `không có trường ${name} để che`, en: `there is no field ${name} to hide` })
    }
  }
  return effects
}

function refusal(subject: string, permission: string, why: Text): Effect {
  const text = {
    vi: `Vai trò không cấp được ${permission}: ${why.vi}`,
    en: `The role cannot grant ${permission}: ${why.en}`,
  }
  return { kind: 'refuses', point: 'roles', subject, code: 'rights-invalid', text }
}
