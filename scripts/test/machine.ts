import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromiumPath, hasChromium } from '../browser/chromium.ts'
import { findBinaries } from '../postgres/binaries.ts'

/** A part of the machine that tests need and npm cannot bring. */
export interface Part {
  name: string
  /** Which tests do not run without it. */
  needed: string
  /** The Debian package that brings it. */
  debian: string
  present(): boolean
}

export interface Absence {
  part: Part
  reason: string
}

export const parts: Part[] = [
  {
    name: `Chromium (${chromiumPath})`,
    needed: 'component and browser tests',
    debian: 'chromium',
    present: () => hasChromium(),
  },
  {
    name: 'PostgreSQL',
    needed: 'every suite that runs on PostgreSQL',
    debian: 'postgresql',
    present: () => Boolean(process.env.TEST_PG_URL || findBinaries()),
  },
  {
    name: 'PostGIS',
    needed: 'spatial filters on PostgreSQL',
    debian: 'postgresql-postgis',
    present: () => Boolean(process.env.TEST_PG_URL) || hasPostgis(findBinaries()),
  },
  {
    name: 'exiftool',
    needed: 'checks by a third party that public pictures tell no place',
    debian: 'libimage-exiftool-perl',
    present: () => existsSync('/usr/bin/exiftool'),
  },
]

/** Installs what is absent where that is possible, and says why for what stays absent. */
export function completeMachine(wanted = parts, install = installPackages): Absence[] {
  const absent = wanted.filter((part) => !part.present())
  if (absent.length === 0) return []
  const problem = install(absent.map((part) => part.debian))
  return absent
    .filter((part) => !part.present())
    .map((part) => ({ part, reason: problem ?? `the package ${part.debian} did not bring it` }))
}

/** What went wrong, or undefined. */
function installPackages(names: string[]): string | undefined {
  if (process.getuid?.() !== 0) return `not installed, and only root can install ${names.join(', ')}`
  if (!existsSync('/usr/bin/apt-get')) return 'not installed, and this machine has no apt-get'
  console.log(`Installing ${names.join(', ')} from Debian.`)
  const options = ['-o', 'DPkg::Lock::Timeout=300']
  return (
    runApt([...options, 'update', '-qq']) ??
    runApt([...options, 'install', '-y', '-qq', '--no-install-recommends', ...names])
  )
}

function runApt(args: string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync('apt-get', args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (status === 0) return undefined
  const lines = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-10).join('\n')
  return `apt-get ${args.find((arg) => /^(update|install)$/.test(arg))} failed: ${error?.message ?? lines}`
}

function hasPostgis(binaries: string | undefined): boolean {
  const version = /postgresql\/([^/]+)\/bin$/.exec(binaries ?? '')?.[1]
  return existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`)
}
