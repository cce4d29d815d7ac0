/** A node of the organisation tree of the province. */
export interface Unit {
  /** The official code for the province and its communes; a name of ours for departments. */
  id: string
  code: string
  name: string
  kind: 'province' | 'ward' | 'commune' | 'department'
  /** Id of the unit above; absent for the province. */
  parent?: string
  /** First day, `YYYY-MM-DD`. */
  validFrom: string
  /** Last day; absent while it exists. */
  validTo?: string
  /** Invented for the demonstration: a plausible department, not an entry of an official register. */
  example?: true
}

/** A commune before 1 July 2025 and the unit that has its ground today. One that was divided has several entries. */
export interface OldUnit {
  oldName: string
  oldDistrict: string
  /** Id of a `Unit`. */
  unit: string
}
