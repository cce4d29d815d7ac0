import type { Db, MigrationStep } from '@saola/records'

const common = [
  `create table saola_person (
    user_id text primary key,
    roles text not null,
    units text not null,
    demo integer not null,
    created_at text not null
  )`,
  `create table saola_token (
    id text primary key,
    hash text not null unique,
    name text not null,
    roles text not null,
    units text not null,
    created_at text not null,
    created_by text not null,
    expires_at text,
    revoked_at text
  )`,
]

const STEPS: MigrationStep[] = [{ id: 'people-and-tokens', sqlite: common, postgres: common }]

/** Tables of people's roles and of API tokens. */
export function migrateIdentity(db: Db): Promise<void> {
  return db.migrate('identity', STEPS)
}
