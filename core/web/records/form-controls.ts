import { FilesControl } from './files-control.tsx'
import { PointControl } from './point-control.tsx'
import { RelationControl } from './relation-control.tsx'
import { UnitControl } from './unit-control.tsx'

/** Controls of forms that need the centre: by `x-control` of a model's schema. */
export const formControls = {
  point: PointControl,
  relation: RelationControl,
  unit: UnitControl,
  files: FilesControl,
}
