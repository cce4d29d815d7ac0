import { spawn } from 'node:child_process'
import pg from 'pg'
import { poolOptions } from '../postgres/client.ts'

/** What a table held: `<schema>.<table>`, its rows, and a sum of their contents that no order changes. */
export interface TableSum {
  table: string
  rows: number
  sum: string
}

/**
 * Dumps a PostgreSQL database by `pg_dump` in its custom format, while others go on writing, and gives the sums of the
 * very snapshot that was dumped.
 */
export async function dumpPostgres(url: string, to: string, signal?: AbortSignal): Promise<TableSum[]> {
  return withClient(url, async (client) => {
    await client.query('begin transaction isolation level repeatable read read only')
    const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id')
    const snapshot = rows[0]?.id ?? ''
    await run(
      'pg_dump',
      ['--format=custom', '--no-owner', '--no-privileges', `--snapshot=${snapshot}`, `--file=${to}`],
      url,
      signal,
    )
    return sums(client)
  })
}

/** Puts a dump into an empty database, whole or not at all, and gives the sums of what is there then. */
export async function restorePostgres(url: string, from: string, signal?: AbortSignal): Promise<TableSum[]> {
  await run(
    'pg_restore',
    [
      '--single-transaction',
      '--exit-on-error',
      '--no-owner',
      '--no-privileges',
      `--dbname=${settingsOf(url).PGDATABASE}`,
      from,
    ],
    url,
    signal,
  )
  return withClient(url, sums)
}

/** Tables of a database, `<schema>.<table>`, without PostgreSQL's own and those of extensions. */
export function tablesOfPostgres(url: string): Promise<string[]> {
  return withClient(url, tables)
}

async function tables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by 1`,
  )
  return rows.map(({ name }) => name)
}

async function sums(client: pg.Client): Promise<TableSum[]> {
  const result: TableSum[] = []
  for (const table of await tables(client)) {
    const { rows } = await client.query<{ rows: string; sum: string }>(
      `select count(*) as rows, coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text as sum
         from ${table} t`,
    )
    result.push({ table, rows: Number(rows[0]?.rows), sum: rows[0]?.sum ?? '' })
  }
  return result
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(poolOptions(url, 1))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The password goes by environment: arguments of a process can be read by everybody on the machine. */
function settingsOf(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const settings: Record<string, string> = {
    PGHOST: searchParams.get('host') ?? decodeURIComponent(hostname),
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGSSLMODE: searchParams.get('sslmode') ?? '',
    PGSSLROOTCERT: searchParams.get('sslrootcert') ?? '',
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))
}

function run(program: string, args: string[], url: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...settingsOf(url) },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000)
    })
    child.once('error', (error: NodeJS.ErrnoException) => {
      const hint = `${program} is needed and was not found; it comes with PostgreSQL's client programs`
      reject(error.code === 'ENOENT' ? new Error(hint) : error)
    })
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${program} failed: ${said.trim()}`))
    })
  })
}
