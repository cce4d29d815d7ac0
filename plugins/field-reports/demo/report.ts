import type { Question } from '../models/question.ts'

/** Where a report stands. The first seven are the way of most; the others leave it or wait. */
export const statuses = [
  'received',
  'verified',
  'assigned',
  'accepted',
  'in-progress',
  'resolved',
  'closed',
  'need-information',
  'returned',
  'merged',
  'referred',
  'rejected',
  'spam',
  'withdrawn',
  'reopened',
] as const

export type Status = (typeof statuses)[number]

/** What may follow what. */
export const transitions: Record<Status, readonly Status[]> = {
  received: ['verified', 'need-information', 'merged', 'referred', 'rejected', 'spam', 'withdrawn'],
  verified: ['assigned', 'need-information', 'merged', 'referred', 'rejected', 'withdrawn'],
  assigned: ['accepted', 'returned', 'need-information', 'merged', 'referred', 'withdrawn'],
  accepted: ['in-progress', 'returned', 'need-information', 'referred', 'withdrawn'],
  'in-progress': ['resolved', 'need-information', 'returned', 'referred'],
  resolved: ['closed', 'reopened'],
  closed: ['reopened'],
  // Goes back to where it waited.
  'need-information': [
    'received',
    'verified',
    'assigned',
    'accepted',
    'in-progress',
    'rejected',
    'withdrawn',
  ],
  returned: ['assigned', 'referred', 'rejected'],
  merged: [],
  referred: [],
  rejected: ['reopened'],
  spam: [],
  withdrawn: [],
  reopened: ['assigned', 'in-progress', 'referred', 'rejected'],
}

const finished: ReadonlySet<Status> = new Set([
  'resolved',
  'closed',
  'merged',
  'referred',
  'rejected',
  'spam',
  'withdrawn',
])

export function isOpen(status: Status): boolean {
  return !finished.has(status)
}

/** A category as the demonstration's seed brings it. */
export interface DemoCategory {
  /** Also the service code of Open311. */
  code: string
  label: { vi: string; en: string }
  description: { vi: string; en: string }
  group: string
  /** Name of a lucide icon. */
  icon: string
  deadlineHours: number
  /** Whether the deadline runs day and night or in working hours. */
  clock: 'always' | 'working'
  severity: Severity
  /** Id of a unit; of a ward's own office only the part before its code, as in `ha-tang` for `ha-tang-16681`. */
  unit: string
  public: boolean
  /** Position rounded in public. */
  sensitive: boolean
  keywords: string[]
  attributes: Question[]
}

export type Severity = 'critical' | 'high' | 'medium' | 'low'

/** All times are whole minutes before the moment of loading, so negative: the demonstration is always fresh. */
export interface DemoReport {
  /** The running number of its code: 4127 of `PA-2026-004127`. */
  number: number
  category: string
  severity: Severity
  status: Status
  description: string
  address: string
  /** Longitude and latitude. */
  position: [number, number]
  /** Id of the ward since 1 July 2025. */
  ward: string
  requested: number
  channel: 'portal' | 'hotline' | 'open311' | 'officer'
  reporter?: { name: string; phone?: string }
  /** Handling unit, once assigned. */
  unit?: string
  officer?: string
  /** Number of the report it was merged into. */
  mergedInto?: number
  followers?: number
  photos: DemoPhoto[]
  history: DemoEntry[]
}

export interface DemoPhoto {
  /** A kind of `drawScene`. */
  scene: string
  seed: number
  /** Taken by the officer when it was done. */
  after?: true
}

export interface DemoEntry {
  at: number
  /** Absent for a comment. */
  status?: Status
  /** `reporter`, `system` or a person's name. */
  by: string
  text?: string
  /** Whether the citizen sees the text. Changes of status are always seen. */
  public?: true
  unit?: string
}
