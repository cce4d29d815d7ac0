export interface Feature {
  name: string
  /** Files or folders of its code. */
  where: string[]
  /** Files that prove it. */
  proof: string[]
}

/** Rows of the table in docs/features.md; paths are what stands in backticks. */
export function readFeatures(markdown: string): Feature[] {
  const rows = markdown.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((row) => {
    const [name = '', where = '', proof = ''] = row.split('|').slice(1)
    return { name: name.trim(), where: paths(where), proof: paths(proof) }
  })
}

/** One line per row that names nothing, or something that is not there. */
export function findFeatureProblems(
  features: readonly Feature[],
  exists: (path: string) => boolean,
): string[] {
  return features.flatMap(({ name, where, proof }) => [
    ...(where.length === 0 ? [`"${name}" names no code`] : []),
    ...(proof.length === 0 ? [`"${name}" names no test or bench`] : []),
    ...[...where, ...proof]
      .filter((path) => !exists(path))
      .map((path) => `"${name}" names ${path}, which is not there`),
  ])
}

function paths(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
}
