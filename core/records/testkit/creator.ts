import { openDatabase } from '../index.ts'
import { administrator, testRecords } from './records.ts'

// A process that creates records as fast as it can and says which ones were acknowledged; the test kills it.
const db = await openDatabase({ file: process.argv[2] ?? '' })
const { records } = await testRecords(db, {
  n: { label: { vi: 'n' }, fields: { a: { type: 'integer', label: { vi: 'a' } } } },
})
const repository = records.repository('t.n', administrator)
for (let n = 0; ; n += 8) {
  const made = await Promise.all(Array.from({ length: 8 }, (_, at) => repository.create({ a: n + at })))
  process.send?.(made.map(({ id }) => id))
}
