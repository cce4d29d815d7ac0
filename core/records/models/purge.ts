import type { Db } from '../db/db.ts'
import { quote } from '../db/quote.ts'
import { tableName } from './model.ts'

/** Destroys the records of a model with all that is known of them. */
export async function purgeModel(db: Db, id: string): Promise<void> {
  const [plugin = '', name = ''] = id.split('.')
  await db.lock('models', () =>
    db.tx(async (tx) => {
      await tx.run(`drop table if exists ${quote(tableName(plugin, name))}`)
      await tx.run('delete from record_revision where model = ?', [id])
      await tx.run('delete from outbox_event where source = ?', [`/records/${id}`])
      await tx.run('delete from seed_record where model = ?', [id])
      await tx.run("delete from seed_set where id like ? escape '!'", [`${plugin.replaceAll('_', '!_')}.%`])
      for (const table of ['record_search', 'record_counter', 'record_comment'])
        await tx.run(`delete from ${table} where model = ?`, [id])
      await tx.run('delete from record_model where id = ?', [id])
    }),
  )
}
