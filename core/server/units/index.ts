export { unitsFeature, unitsRef } from './feature.ts'
export { type KnownUnit, UnitTree } from './tree.ts'
export { Units } from './units.ts'
