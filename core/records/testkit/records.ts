import { randomFillSync } from 'node:crypto'
import type { Actor, ModelDef, Permission, Role } from '@saola/sdk'
import { builderFor } from '../build/builder.ts'
import type { Db } from '../db/db.ts'
import { LiveMap } from '../models/live-map.ts'
import type { Model } from '../models/model.ts'
import { modelsPoint } from '../models/point.ts'
import { modelSteps } from '../models/stored.ts'
import type { FileBinder } from '../records/files.ts'
import { idSource } from '../records/ids.ts'
import { Records } from '../records/records.ts'
import { outboxTable, recordSteps, revisionTable } from '../records/tables.ts'
import { Access, type Brought } from '../rights/access.ts'
import { contribute, testOwner } from './owner.ts'

/** Records on a database without a kernel around them. */
export async function testRecords(
  db: Db,
  defs: Record<string, ModelDef>,
  options: { clock?: () => number; files?: FileBinder } = {},
) {
  const clock = options.clock ?? Date.now
  const builder = builderFor(db.dialect)
  await db.migrate('records', [...modelSteps, ...recordSteps])
  const models = new LiveMap<string, Model>()
  const roles = new LiveMap<string, Brought<Role>>()
  const permissions = new LiveMap<string, Brought<Permission>>()
  const access = new Access({ roles, permissions, models })
  const commits = { count: 0 }
  const parts = {
    db,
    builder,
    revisions: revisionTable(builder),
    events: outboxTable(builder),
    clock,
    newId: idSource(clock, (bytes) => randomFillSync(bytes)),
    model: (id: string) => models.get(id),
    files: () => options.files,
    committed: () => void commits.count++,
  }
  const records = new Records(models, access, parts, (id) => (id.startsWith('off.') ? 'off' : 'unknown'))
  const point = modelsPoint(db, builder, models, clock)
  const use = (data: Record<string, ModelDef>) => contribute(point, testOwner('t'), data)
  await use(defs)
  return { records, access, models, roles, permissions, commits, builder, use, parts }
}

export const administrator: Actor = {
  id: 'user:admin',
  kind: 'user',
  name: 'Admin',
  roles: ['administrator'],
  units: ['vinh'],
}

export function actorWith(...roles: string[]): Actor {
  return { ...administrator, id: `user:${roles.join('-')}`, roles }
}
