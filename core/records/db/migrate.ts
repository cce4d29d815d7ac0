import type { Db, MigrationStep, Sql } from './db.ts'

/** Runs the steps of a feature that the ledger does not hold yet, each in one transaction with its entry. */
export async function migrateSteps(
  db: Db,
  feature: string,
  steps: readonly MigrationStep[],
  clock: () => number,
): Promise<void> {
  const sql = 'select step from schema_ledger where feature = ?'
  const done = new Set((await db.read.all<{ step: string }>(sql, [feature])).map(({ step }) => step))
  for (const step of steps) {
    if (done.has(step.id)) continue
    await db.tx(async (tx) => {
      await exclude(db, tx)
      // Another process may have been faster.
      if (await tx.get('select 1 from schema_ledger where feature = ? and step = ?', [feature, step.id]))
        return
      for (const statement of step[db.dialect]) await tx.run(statement)
      await tx.run('insert into schema_ledger (feature, step, at) values (?, ?, ?)', [
        feature,
        step.id,
        clock(),
      ])
    })
  }
}

// SQLite lets in one writer at a time anyway.
async function exclude(db: Db, tx: Sql): Promise<void> {
  if (db.dialect === 'postgres') await tx.run("select pg_advisory_xact_lock(hashtext('saola.schema_ledger'))")
}
