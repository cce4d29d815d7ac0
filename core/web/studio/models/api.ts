import type { FieldDef, ModelDef, Text } from '@saola/sdk'

/** A model with all that its changer needs, as `GET /api/config/models/{id}/shape` tells it. */
export interface Shape {
  id: string
  revision: number
  /** Whether the model is a plugin's: then only its `x_…` fields are the administrator's own. */
  override: boolean
  module: { id: string; name: Text; state: string }
  document: Partial<ModelDef>
  base: ModelDef | null
  model: ModelDef
  archived: Record<string, { field: FieldDef; at: string; by: string; byName: string | null }>
  records: number | null
  uses: { point: string; id: string; label?: Text; fields: string[] }[]
  by: string | null
  byName: string | null
  at: string | null
}

export interface PlanEffect {
  kind: 'adds' | 'changes' | 'removes' | 'warns' | 'refuses'
  subject: string
  text: Text
}

export interface ModelPlan {
  revision: number
  effects: PlanEffect[]
  refused: boolean
}
