import { mergePatch, type Point } from '@saola/kernel'
import { contributionSchemas, type ModelDef } from '@saola/sdk'
import type { Builder } from '../build/builder.ts'
import type { Db } from '../db/db.ts'
import { checkModels } from './check.ts'
import { fittingPatch } from './fitting-patch.ts'
import type { LiveMap } from './live-map.ts'
import { compileModel, type Model } from './model.ts'
import { purgeModel } from './purge.ts'
import { syncModel } from './sync.ts'

/** The models that are in use, by id. */
export type Models = LiveMap<string, Model>

/** The point `models`: tables follow the definitions; what is gone keeps its data. */
export function modelsPoint(db: Db, builder: Builder, models: Models, clock: () => number): Point<ModelDef> {
  return {
    id: 'models',
    schema: contributionSchemas.models,
    stage: 'data',
    merge: (base, patch) => mergePatch(base, fittingPatch(base, patch)),
    check: (delta) => checkModels(db, builder, delta),
    async apply({ owner, added, changed }, scopeOf) {
      const wanted = [...added, ...[...changed].map(([name, { to }]) => [name, to] as const)]
      for (const [name, def] of wanted) {
        const model = compileModel(builder, owner.id, name, def)
        await syncModel(db, builder, model, clock)
        scopeOf(name).set(models, model.id, model)
      }
    },
    async discard(all, fate) {
      // Archived is what the data of a module without code is anyway: the table stays and nobody reads it.
      if (fate === 'purge') for (const id of all.keys()) await purgeModel(db, id)
    },
  }
}
