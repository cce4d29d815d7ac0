import { randomInt } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '@saola/records'
import type { Accounts } from './accounts.ts'
import { addPerson, countPeople } from './people.ts'

/** An account that an example brings. Without a password one is made at random. */
export interface DemoAccount {
  role: string
  email: string
  name: string
  password?: string
  units?: string[]
}

/** An account whose password may be shown to who started the centre. */
export interface ShownAccount {
  email: string
  password: string
  role: string
}

export interface FirstRunOptions {
  db: Db
  accounts: Accounts
  dataDir: string
  adminEmail?: string
  adminPassword?: string
  /** Accounts of the example; only given when nobody but this machine can reach the centre. */
  demo: DemoAccount[]
  clock: () => number
}

const FALLBACK_EMAIL = 'admin@saola.local'

/**
 * Makes the accounts that a centre begins with. An administrator exists from the first start on; demo accounts come
 * with the example, and their passwords stay readable in the data folder so that later starts can show them.
 */
export function firstRun(options: FirstRunOptions): Promise<ShownAccount[]> {
  return options.db.lock('identity-first-run', async () => {
    const { db, demo } = options
    const shown: ShownAccount[] = []
    const first = (await countPeople(db)) === 0
    const demoHasAdministrator = demo.some((account) => account.role === 'administrator')
    if (first && (options.adminEmail || options.adminPassword || !demoHasAdministrator)) {
      const email = options.adminEmail ?? FALLBACK_EMAIL
      const password = options.adminPassword ?? makePassword()
      await makeAccount(options, { email, name: 'Administrator', role: 'administrator' }, password, false)
      if (!options.adminPassword) shown.push({ email, password, role: 'administrator' })
    }
    return [...shown, ...(await demoAccounts(options))]
  })
}

async function demoAccounts(options: FirstRunOptions): Promise<ShownAccount[]> {
  const { accounts, dataDir, demo } = options
  if (demo.length === 0) return []
  const file = join(dataDir, 'demo-accounts.json')
  const passwords = await readPasswords(file)
  for (const account of demo) {
    if ((await accounts.findByEmail(account.email)) !== undefined) continue
    const password = account.password ?? passwords[account.email] ?? makePassword()
    passwords[account.email] = password
    // Kept before the account exists: a crash between the two leaves a password, never an account without one.
    await writeFile(`${file}.new`, JSON.stringify(passwords, null, 2), { mode: 0o600 })
    await rename(`${file}.new`, file)
    await makeAccount(options, account, password, true)
  }
  return demo.flatMap(({ email, role }) => {
    const password = passwords[email]
    return password === undefined ? [] : [{ email, password, role }]
  })
}

async function makeAccount(
  { db, accounts, clock }: FirstRunOptions,
  { email, name, role, units = [] }: DemoAccount,
  password: string,
  demo: boolean,
): Promise<void> {
  const id = (await accounts.findByEmail(email)) ?? (await accounts.create({ email, name, password }))
  await addPerson(db, id, { roles: [role], units, demo }, clock)
}

async function readPasswords(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  return JSON.parse(text) as Record<string, string>
}

/** 80 random bits in a form that can be read aloud. */
function makePassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}
