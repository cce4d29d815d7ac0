import { randomFillSync } from 'node:crypto'
import { defineFeature, type Feature } from '@saola/kernel'
import type { Permission, Role } from '@saola/sdk'
import { builderFor } from './build/builder.ts'
import type { Db } from './db/db.ts'
import { Migrations, migrationSteps } from './migrations/migrations.ts'
import { LiveMap } from './models/live-map.ts'
import type { Model } from './models/model.ts'
import { modelsPoint } from './models/point.ts'
import { modelSteps, storedIds } from './models/stored.ts'
import { emitPart } from './outbox/emit.ts'
import { onPoint } from './outbox/on-point.ts'
import { Outbox, outboxSteps } from './outbox/outbox.ts'
import { recordsPart } from './records/ctx-part.ts'
import { fileBinderRef } from './records/files.ts'
import { idSource, type Random } from './records/ids.ts'
import { Records } from './records/records.ts'
import { outboxTable, recordSteps, revisionTable } from './records/tables.ts'
import { unitDirectoryRef } from './records/units.ts'
import { accessRef, dbRef, outboxRef, recordsRef, seedsRef } from './refs.ts'
import { Access, type Brought } from './rights/access.ts'
import { permissionsPoint, rolesPoint } from './rights/points.ts'
import { Seeds, seedSteps } from './seeds/seeds.ts'

export interface RecordsFeatureOptions {
  db: Db
  /** Milliseconds since 1970. */
  clock?: () => number
  random?: Random
  /** Whether seeds of the kind `demo` are put in. */
  demoData?: boolean
  /** Days that events are kept. Default 7. */
  eventDays?: number
}

const DAY = 86_400_000
const HOUR = 3_600_000

/**
 * Models, records, rights, events, seeds and migrations: opens their points, gives plugins `ctx.records` and
 * `ctx.emit`, and core the services of `refs.ts`. The database is closed by whoever opened it.
 */
export function recordsFeature(options: RecordsFeatureOptions): Feature {
  const { db, clock = Date.now, random = (bytes) => void randomFillSync(bytes), eventDays = 7 } = options
  return defineFeature({
    id: 'core-records',
    name: { vi: 'Bản ghi', en: 'Records' },
    start: async (ctx) => {
      await db.migrate('core-records', [
        ...modelSteps,
        ...recordSteps,
        ...outboxSteps,
        ...migrationSteps,
        ...seedSteps,
      ])
      const builder = builderFor(db.dialect)
      const models = new LiveMap<string, Model>()
      const roles = new LiveMap<string, Brought<Role>>()
      const permissions = new LiveMap<string, Brought<Permission>>()
      const access = new Access({ roles, permissions, models })
      const onError = (error: unknown) => ctx.log.error('outbox', { error: String(error) })
      const outbox = new Outbox(db, clock, onError)

      const known = new Set(await storedIds(db))
      const absence = (id: string) => {
        if (known.has(id)) return 'off'
        const [plugin = '', name = ''] = id.split('.')
        const brings = ctx.kernel.status(plugin)?.manifest?.contributes.models ?? {}
        return Object.hasOwn(brings, name) ? 'off' : 'unknown'
      }
      const parts = {
        db,
        builder,
        revisions: revisionTable(builder),
        events: outboxTable(builder),
        clock,
        newId: idSource(clock, random),
        model: (id: string) => models.get(id),
        files: () => (ctx.services.has(fileBinderRef) ? ctx.services.get(fileBinderRef) : undefined),
        units: () => (ctx.services.has(unitDirectoryRef) ? ctx.services.get(unitDirectoryRef) : undefined),
        committed: () => outbox.wake(),
      }
      const records = new Records(models, access, parts, absence)
      const files = () => (ctx.services.has(fileBinderRef) ? ctx.services.get(fileBinderRef) : undefined)
      const seeds = new Seeds(db, records, clock, options.demoData ?? false, files)
      const migrations = new Migrations(db, clock)

      ctx.services.provide(dbRef, () => db)
      ctx.services.provide(recordsRef, () => records)
      ctx.services.provide(accessRef, () => access)
      ctx.services.provide(outboxRef, () => outbox)
      ctx.services.provide(seedsRef, () => seeds)

      const modelPoint = modelsPoint(db, builder, models, clock)
      ctx.point({
        ...modelPoint,
        async apply(delta, scopeOf) {
          await modelPoint.apply(delta, scopeOf)
          for (const name of [...delta.added.keys(), ...delta.changed.keys()])
            known.add(`${delta.owner.id}.${name}`)
        },
      })
      ctx.point(permissionsPoint(permissions))
      ctx.point(rolesPoint(roles, models))
      ctx.point(migrations.point())
      ctx.point(seeds.point())
      ctx.point(onPoint(outbox))
      ctx.part('records', (owner) => recordsPart(records, owner))
      ctx.part('emit', (owner) => emitPart(outbox, owner))

      // Contracting migrations run once the module is on.
      const contract = () => {
        for (const id of migrations.waiting) {
          if (ctx.kernel.status(id)?.state === 'on') void migrations.contract(id)
        }
      }
      ctx.scope.add(ctx.kernel.on('changed', contract))
      const prune = setInterval(() => {
        db.lock('outbox-prune', () => outbox.prune(eventDays * DAY)).catch(onError)
      }, HOUR)
      prune.unref()
      return async () => {
        clearInterval(prune)
        await outbox.close()
      }
    },
  })
}
