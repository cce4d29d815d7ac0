import { parseArgs } from 'node:util'

/** What a person may say on the command line. */
export interface BenchOptions {
  /** Records in the table before anything is measured. */
  records: number
  rounds: number
  /** `sqlite`, `postgres` or both. */
  databases: ('sqlite' | 'postgres')[]
  /** Only operations whose name contains this. */
  only: string
  /** Prints where our server spends its time instead of comparing. */
  profile: boolean
  /** Prints the tables as Markdown as well. */
  markdown: boolean
}

export function readOptions(args = process.argv.slice(2)): BenchOptions {
  const { values } = parseArgs({
    args,
    strict: false,
    options: {
      records: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '7' },
      database: { type: 'string', multiple: true, default: ['sqlite', 'postgres'] },
      only: { type: 'string', default: '' },
      profile: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
    },
  })
  const databases = (values.database as string[]).filter(
    (name): name is 'sqlite' | 'postgres' => name === 'sqlite' || name === 'postgres',
  )
  return {
    records: Number(values.records),
    rounds: Number(values.rounds),
    databases,
    only: String(values.only),
    profile: values.profile === true,
    markdown: values.markdown === true,
  }
}
