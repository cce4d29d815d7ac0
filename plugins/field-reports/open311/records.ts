import type { FileRef, Json, Point, SystemFields } from '@saola/sdk'

/** What this door needs of a report. */
export interface ReportRecord extends SystemFields {
  code: string
  /** Id of a category. */
  category: string
  description: string
  status: string
  location: Point | null
  address: string | null
  photos: FileRef[] | null
  requestedAt: string
  dueAt: string | null
  /** When it came to its status. */
  statusAt: string | null
}

/** What this door needs of a category. */
export interface CategoryRecord {
  id: string
  code: string
  name: string
  description: string | null
  group: string | null
  public: boolean | null
  sensitive: boolean | null
  deadlineHours: number
  clock: 'always' | 'working'
  keywords: string | null
  /** See `Question`. */
  attributes: Json
  updatedAt: string
}
