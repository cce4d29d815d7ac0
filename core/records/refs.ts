import { serviceRef } from '@saola/sdk'
import type { Db } from './db/db.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { Records } from './records/records.ts'
import type { Access } from './rights/access.ts'
import type { Seeds } from './seeds/seeds.ts'

/** The database of this centre. */
export const dbRef = serviceRef<Db>('core.db')
/** Records of all models, by actor. */
export const recordsRef = serviceRef<Records>('core.records')
/** Who may do what. */
export const accessRef = serviceRef<Access>('core.access')
/** What happened, for those who listen. */
export const outboxRef = serviceRef<Outbox>('core.outbox')
/** Records that modules start with. */
export const seedsRef = serviceRef<Seeds>('core.seeds')
