import { defineFeature, type Feature } from '@saola/kernel'
import { unitDirectoryRef } from '@saola/records'
import { type Ctx, serviceRef } from '@saola/sdk'
import { httpRef } from '../http/refs.ts'
import { publicDoor } from '../limits/index.ts'
import { unitsPoint } from './point.ts'
import { readUnitQuery } from './query.ts'
import { dayOf } from './tree.ts'
import { Units } from './units.ts'
import { unitsApi } from './units-api.ts'

/** The units of the centre, for core features. */
export const unitsRef = serviceRef<Units>('core.units')

/** The point `units`, `/api/units`, `ctx.units`, and the check of unit ids in records. */
export function unitsFeature({ clock = Date.now }: { clock?: () => number } = {}): Feature {
  return defineFeature({
    id: 'core-units',
    name: { vi: 'Đơn vị', en: 'Units' },
    start: async (ctx) => {
      const { scope, services } = ctx
      const units = new Units()
      services.provide(unitsRef, () => units)
      // Without any units, ids are free: a centre may run before its organisation is known.
      services.provide(unitDirectoryRef, () => ({
        knows: (id) => units.tree.size === 0 || units.tree.has(id),
      }))
      ctx.point(unitsPoint(units))
      const door = publicDoor({ clock, burst: 120, perMinute: 240 })
      const http = services.get(httpRef)
      http.route(unitsApi({ units, clock, door }), { prefix: '/api/units', access: 'anyone' }, scope)
      ctx.part('units', () => unitsPart(units, clock))
    },
  })
}

function unitsPart(units: Units, clock: () => number): Ctx['units'] {
  return {
    async get(id) {
      return units.tree.get(id)?.info ?? null
    },
    async find(query) {
      const { text, point, at = dayOf(clock()) } = readUnitQuery(query)
      if (point) return units.tree.at(point, at)
      return units.tree.named(text ?? '', at)
    },
    async children(id) {
      return units.tree.children(id, dayOf(clock()))
    },
  }
}
