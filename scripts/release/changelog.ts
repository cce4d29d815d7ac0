/** A package's own changelog, as changesets writes it. */
export interface PackageChangelog {
  /** Short name shown to readers, such as `kernel`. */
  name: string
  markdown: string
}

interface Entry {
  version: string
  section: string
  text: string
}

interface Merged {
  section: string
  text: string
  packages: string[]
}

const INTRODUCTION =
  '# Changelog\n\nAll packages share one version. Written by `npm run version` from the changesets.\n'
const SECTIONS = ['Major Changes', 'Minor Changes', 'Patch Changes']

/**
 * One changelog of all packages: newest version first, each change once under its weightiest section,
 * with the packages it touched unless it touched all of that version.
 */
export function mergeChangelogs(changelogs: readonly PackageChangelog[]): string {
  const byVersion = new Map<string, Map<string, Merged>>()
  for (const { name, markdown } of changelogs) {
    for (const { version, section, text } of readEntries(markdown)) {
      const changes = byVersion.get(version) ?? new Map<string, Merged>()
      byVersion.set(version, changes)
      const known = changes.get(text)
      changes.set(text, {
        text,
        section: known ? weightier(known.section, section) : section,
        packages: [...new Set([...(known?.packages ?? []), name])],
      })
    }
  }
  const versions = [...byVersion.keys()].sort(newestFirst)
  if (versions.length === 0) return `${INTRODUCTION}\nNothing has been released yet.\n`
  const parts = versions.map((version) =>
    printVersion(version, [...(byVersion.get(version)?.values() ?? [])], changelogs.length),
  )
  return [INTRODUCTION, ...parts].join('\n')
}

/** The written changes of a package; lines that only repeat a dependency's new version are left out. */
function readEntries(markdown: string): Entry[] {
  const entries: Entry[] = []
  let version = ''
  let section = ''
  for (const block of splitBlocks(markdown)) {
    if (block.startsWith('## ')) version = block.slice(3).trim()
    else if (block.startsWith('### ')) section = block.slice(4).trim()
    else if (block.startsWith('- ') && !isDependencyBump(block)) {
      entries.push({ version, section, text: withoutCommit(block) })
    }
  }
  return entries
}

/** Headings and list items, each item with its indented lines. */
function splitBlocks(markdown: string): string[] {
  const blocks: string[] = []
  for (const line of markdown.split('\n')) {
    const continues = line === '' || line.startsWith(' ')
    if (continues && blocks.length > 0) blocks[blocks.length - 1] += `\n${line}`
    else blocks.push(line)
  }
  return blocks.map((block) => block.trimEnd())
}

function isDependencyBump(item: string): boolean {
  return /^- Updated dependencies\b/.test(item) || /^- (@[\w-]+\/)?[\w-]+@\d+\.\d+\.\d+\S*$/.test(item)
}

/** changesets prefixes a change with its commit once it is committed. */
function withoutCommit(item: string): string {
  return item.replace(/^- [0-9a-f]{7,40}: /, '- ')
}

function weightier(first: string, second: string): string {
  return SECTIONS.indexOf(first) <= SECTIONS.indexOf(second) ? first : second
}

function newestFirst(first: string, second: string): number {
  return second.localeCompare(first, 'en', { numeric: true })
}

function printVersion(version: string, changes: readonly Merged[], packageCount: number): string {
  const sections = SECTIONS.flatMap((section) => {
    const items = changes.filter((change) => change.section === section)
    if (items.length === 0) return []
    return [
      `### ${section[0]}${section.slice(1).toLowerCase()}\n\n${items.map((item) => printItem(item, packageCount)).join('\n')}\n`,
    ]
  })
  return [`## ${version}\n`, ...sections].join('\n')
}

function printItem({ text, packages }: Merged, packageCount: number): string {
  if (packages.length === packageCount) return text
  return text.replace(/^- /, `- **${packages.join(', ')}**: `)
}
