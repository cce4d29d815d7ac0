import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Effect } from '@saola/kernel'
import type { Json } from '@saola/sdk'
import { ApiProblem, type CentreApi, withCentre } from '../command/centre-api.ts'
import { type Command, CommandError, type Terminal } from '../command/command.ts'

/** Kinds of documents that are files; settings may hold secrets, and keys and packages belong to one centre. */
const KINDS = ['models', 'permissions', 'roles', 'widgets', 'pages', 'mapLayers', 'dashboards', 'units']
/** Which revision each file was read at, so that a change by somebody else is seen. */
const REVISIONS = 'revisions.json'

type Revisions = Record<string, number>
interface Listed {
  items: { id: string; revision: number; data: Json }[]
}
interface Change {
  /** `models/trees.tree`. */
  name: string
  data: Json
  /** The revision that the file was made from. */
  seen: number
}

export const configPull: Command = {
  name: 'config pull',
  summary: 'Writes the configuration of the centre as JSON files, for git.',
  usage: '[folder]',
  options: {},
  positionals: [0, 1],
  run: async (terminal, { positionals: [folder = 'config'] }) =>
    withCentre(terminal, async (api) => {
      const dir = resolve(terminal.cwd, folder)
      const revisions: Revisions = {}
      for (const [name, { data, revision }] of await current(api)) {
        await mkdir(join(dir, name.slice(0, name.indexOf('/'))), { recursive: true })
        await writeFile(join(dir, `${name}.json`), written(data))
        revisions[name] = revision
      }
      await mkdir(dir, { recursive: true })
      await writeFile(join(dir, REVISIONS), written(revisions))
      terminal.out(`${Object.keys(revisions).length} documents in ${folder}`)
      return 0
    }),
}

export const configPlan: Command = {
  name: 'config plan',
  summary: 'Says what applying the files would do. Changes nothing.',
  usage: '[folder]',
  options: {},
  positionals: [0, 1],
  run: async (terminal, { positionals: [folder = 'config'] }) =>
    withCentre(terminal, async (api) => {
      const changes = await changesIn(api, resolve(terminal.cwd, folder))
      return (await plan(terminal, api, changes)) ? 0 : 1
    }),
}

export const configApply: Command = {
  name: 'config apply',
  summary: 'Writes the files that differ, after showing the plan; nothing when one is refused.',
  usage: '[folder]',
  options: {},
  positionals: [0, 1],
  run: async (terminal, { positionals: [folder = 'config'] }) =>
    withCentre(terminal, async (api) => {
      const dir = resolve(terminal.cwd, folder)
      const changes = await changesIn(api, dir)
      if (!(await plan(terminal, api, changes))) return 1
      for (const { name, data, seen } of changes)
        await api.send('PUT', addressOf(name), data, { 'if-match': `"${seen}"` })
      const revisions: Revisions = await revisionsOf(dir)
      const now = await current(api)
      for (const { name } of changes) revisions[name] = now.get(name)?.revision ?? 0
      await writeFile(join(dir, REVISIONS), written(revisions))
      terminal.out(`${changes.length} documents written`)
      return 0
    }),
}

/** Prints the plan of all changes; false when the centre would refuse one. */
async function plan(terminal: Terminal, api: CentreApi, changes: readonly Change[]): Promise<boolean> {
  if (changes.length === 0) terminal.out('Nothing differs.')
  let good = true
  for (const { name, data, seen } of changes) {
    terminal.out(name)
    try {
      const { effects, refused } = await api.send<{ effects: Effect[]; refused: boolean }>(
        'POST',
        `${addressOf(name)}/plan`,
        data,
        { 'if-match': `"${seen}"` },
      )
      for (const { kind, text } of effects) terminal.out(`  ${kind.padEnd(8)} ${text.en ?? text.vi}`)
      if (effects.length === 0) terminal.out('  changes  words only')
      if (refused) good = false
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      terminal.out(`  refuses  ${error.message}`)
      good = false
    }
  }
  return good
}

/** Files whose content is not what the centre has. A file that is gone takes nothing away. */
async function changesIn(api: CentreApi, dir: string): Promise<Change[]> {
  const known = await current(api)
  const revisions = await revisionsOf(dir)
  const changes: Change[] = []
  for (const kind of KINDS) {
    const files = await readdir(join(dir, kind)).catch(() => [])
    for (const file of files.filter((one) => one.endsWith('.json')).sort()) {
      const name = `${kind}/${file.slice(0, -'.json'.length)}`
      const data = await readJson(join(dir, kind, file))
      if (JSON.stringify(data) === JSON.stringify(known.get(name)?.data)) continue
      changes.push({ name, data, seen: revisions[name] ?? 0 })
    }
  }
  return changes
}

async function current(api: CentreApi): Promise<Map<string, { revision: number; data: Json }>> {
  const documents = new Map<string, { revision: number; data: Json }>()
  for (const kind of KINDS) {
    const { items } = await api.get<Listed>(`/api/config/${kind}`)
    for (const { id, revision, data } of items) documents.set(`${kind}/${id}`, { revision, data })
  }
  return documents
}

async function revisionsOf(dir: string): Promise<Revisions> {
  return ((await readJson(join(dir, REVISIONS)).catch(() => ({}))) ?? {}) as Revisions
}

async function readJson(file: string): Promise<Json> {
  const text = await readFile(file, 'utf8')
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    throw new CommandError(`${file} is not JSON: ${error instanceof Error ? error.message : ''}`)
  }
}

function addressOf(name: string): string {
  const slash = name.indexOf('/')
  return `/api/config/${name.slice(0, slash)}/${encodeURIComponent(name.slice(slash + 1))}`
}

function written(data: Json): string {
  return `${JSON.stringify(data, null, 2)}\n`
}
