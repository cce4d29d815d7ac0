import type { Db } from '@saola/records'

/** What the centre knows of somebody besides the account: roles and units. */
export interface PersonRights {
  roles: string[]
  units: string[]
  /** Comes from an example: may only sign in while nobody but this machine reaches the centre. */
  demo?: boolean
}

export async function addPerson(
  db: Db,
  userId: string,
  rights: PersonRights,
  clock: () => number,
): Promise<void> {
  const { roles, units, demo = false } = rights
  const values = [
    userId,
    JSON.stringify(roles),
    JSON.stringify(units),
    demo ? 1 : 0,
    new Date(clock()).toISOString(),
  ]
  const sql = 'insert into saola_person (user_id, roles, units, demo, created_at) values (?, ?, ?, ?, ?)'
  await db.tx((tx) => tx.run(sql, values))
}

/** Undefined for an account that the centre knows nothing of. */
export async function personRights(db: Db, userId: string): Promise<Required<PersonRights> | undefined> {
  const row = await db.read.get<{ roles: string; units: string; demo: number | string }>(
    'select roles, units, demo from saola_person where user_id = ?',
    [userId],
  )
  if (!row) return undefined
  const { roles, units, demo } = row
  return {
    roles: JSON.parse(roles) as string[],
    units: JSON.parse(units) as string[],
    demo: Number(demo) === 1,
  }
}

export async function countPeople(db: Db): Promise<number> {
  const row = await db.read.get<{ n: number | string }>('select count(*) as n from saola_person')
  return Number(row?.n ?? 0)
}
