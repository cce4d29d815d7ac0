import type { Db } from '@saola/records'

/** What the centre knows of somebody besides the account: roles and units. */
export interface PersonRights {
  roles: string[]
  units: string[]
}

export async function addPerson(
  db: Db,
  userId: string,
  rights: PersonRights,
  clock: () => number,
): Promise<void> {
  const values = [
    userId,
    JSON.stringify(rights.roles),
    JSON.stringify(rights.units),
    new Date(clock()).toISOString(),
  ]
  await db.tx((tx) =>
    tx.run('insert into saola_person (user_id, roles, units, created_at) values (?, ?, ?, ?)', values),
  )
}

export async function personRights(db: Db, userId: string): Promise<PersonRights> {
  const row = await db.read.get<{ roles: string; units: string }>(
    'select roles, units from saola_person where user_id = ?',
    [userId],
  )
  // An account without a row may sign in and may do nothing.
  return {
    roles: JSON.parse(row?.roles ?? '[]') as string[],
    units: JSON.parse(row?.units ?? '[]') as string[],
  }
}

export async function countPeople(db: Db): Promise<number> {
  const row = await db.read.get<{ n: number | string }>('select count(*) as n from saola_person')
  return Number(row?.n ?? 0)
}
