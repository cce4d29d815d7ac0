import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Manifest } from '@saola/sdk'
import { findChromium } from '../browser/chromium.ts'
import { createTestCentre } from '../centre/create-test-centre.ts'
import { checkCode } from '../code-rules/code-rules.ts'
import { checkAccessibility } from './accessibility.ts'
import { checkDenied, checkGranted } from './capabilities.ts'
import type { Certificate, CheckResult } from './certificate.ts'
import { checkLanguages } from './languages.ts'
import { checkOnOff } from './on-off.ts'
import { checkRights } from './rights.ts'
import { boardFor, placeVariant } from './variants.ts'

export interface CertifyOptions {
  /** Only these checks. Default all. */
  only?: CheckResult['id'][]
  /** On and off again this often. Default 10. */
  cycles?: number
  /** Built plugins that this one requires: folders with `dist/manifest.json`. */
  with?: string[]
  progress?: (title: string) => void
}

const TITLES: Record<CheckResult['id'], string> = {
  code: 'code keeps to the rules',
  languages: 'Vietnamese and English are complete',
  'on-off': 'on and off again leaves nothing behind',
  capabilities: 'capabilities are asked for, and a denied one is a clear fault',
  rights: 'routes turn visitors away',
  accessibility: 'pages and widgets can be used by everybody (WCAG 2.2 AA)',
}

interface Found {
  problems: string[]
  notes?: string[]
  skipped?: string
}

/**
 * Looks at a built plugin as a centre would before trusting it.
 *
 * @param folder the plugin's folder, with `dist/` in it
 */
export async function certify(folder: string, options: CertifyOptions = {}): Promise<Certificate> {
  const dist = join(folder, 'dist')
  const manifest = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8')) as Manifest
  const server = await readFile(join(dist, 'server.js'), 'utf8').catch(() => '')
  const all = Object.keys(TITLES) as CheckResult['id'][]
  const looks: Record<CheckResult['id'], () => Promise<Found>> = {
    code: async () => ({
      problems: checkCode('server.js', server, manifest.native).map(
        ({ where, message }) => `${where} ${message}`,
      ),
    }),
    languages: async () => ({ problems: checkLanguages(manifest) }),
    'on-off': () =>
      withCentre(dist, manifest, options, [], async (centre) => ({
        problems: await checkOnOff(centre, manifest, options.cycles),
      })),
    capabilities: () => lookAtCapabilities(dist, manifest, options),
    rights: () =>
      withCentre(dist, manifest, options, [], async (centre) => {
        await centre.enable(manifest.id)
        return { problems: await checkRights(centre, manifest) }
      }),
    accessibility: async () => {
      if (!findChromium()) {
        return { problems: [], skipped: 'there is no Chromium: install it, or name it by CHROMIUM_PATH' }
      }
      const board = boardFor(manifest)
      return withCentre(dist, manifest, options, [board], async (centre) => {
        await centre.enable(manifest.id)
        await centre.enable(board.id)
        return { problems: await checkAccessibility(centre, manifest, `${board.id}.board`) }
      })
    },
  }
  const checks: CheckResult[] = []
  for (const id of options.only ?? all) {
    options.progress?.(TITLES[id])
    const {
      problems,
      notes = [],
      skipped,
    } = await looks[id]().catch((error: unknown): Found => {
      return {
        problems: [`could not be looked at: ${error instanceof Error ? error.message : String(error)}`],
      }
    })
    checks.push({ id, title: TITLES[id], problems, notes, ...(skipped === undefined ? {} : { skipped }) })
  }
  return { id: manifest.id, version: manifest.version, checks }
}

async function lookAtCapabilities(dist: string, manifest: Manifest, options: CertifyOptions): Promise<Found> {
  const { problems, notes, failing } = await withCentre(dist, manifest, options, [], async (centre) => {
    await centre.enable(manifest.id)
    return checkGranted(centre, manifest)
  })
  for (const denied of manifest.capabilities ?? []) {
    // The kernel starts no plugin that asks for more than it was granted, so it is made to ask for less.
    const capabilities = (manifest.capabilities ?? []).filter((one) => one !== denied)
    const found = await withCentre(dist, { ...manifest, capabilities }, options, [], async (centre) => {
      try {
        await centre.enable(manifest.id)
      } catch (error) {
        // Not starting at all is fine when it says why.
        const message = error instanceof Error ? error.message : String(error)
        const clear = message.includes(denied)
        return {
          problems: clear ? [] : [`without ${denied} it does not start, and says: ${message}`],
          notes: [],
        }
      }
      return checkDenied(centre, { ...manifest, capabilities }, denied, failing)
    })
    problems.push(...found.problems)
    notes.push(...found.notes)
  }
  return { problems, notes }
}

/** A centre of its own with the plugin in it, off; gone afterwards. */
async function withCentre<T>(
  dist: string,
  manifest: Manifest,
  options: CertifyOptions,
  more: Manifest[],
  look: (centre: Awaited<ReturnType<typeof createTestCentre>>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'saola-certify-'))
  try {
    await placeVariant(dist, manifest, folder)
    for (const one of more) await placeVariant(undefined, one, folder)
    const required: string[] = []
    for (const other of options.with ?? []) {
      const from = join(other, 'dist')
      const known = JSON.parse(await readFile(join(from, 'manifest.json'), 'utf8')) as Manifest
      await placeVariant(from, known, folder)
      required.push(known.id)
    }
    await using centre = await createTestCentre({ plugins: [folder] })
    for (const id of required) await centre.enable(id)
    return await look(centre)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
