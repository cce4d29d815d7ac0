import { parseSync } from 'vite'

export interface Import {
  /** What the source names, such as `./a.ts` or `@saola/sdk`. */
  specifier: string
  /** Gone after compilation: `import type`, `export type` or `import('…').T`. */
  typeOnly: boolean
  line: number
}

interface Node {
  type: string
  start: number
  [key: string]: unknown
}

/** Every static, dynamic and type import of a TypeScript source, in order. */
export function findImports(file: string, source: string): Import[] {
  const { program, errors } = parseSync(file, source)
  const problem = errors[0]
  if (problem) throw new Error(`${file} cannot be parsed: ${problem.message}`)
  const found: Import[] = []
  walk(program, (node) => {
    const specifier = literal(node.source) ?? literal(referenced(node))
    if (specifier === undefined) return
    const typeOnly = node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type'
    found.push({ specifier, typeOnly, line: source.slice(0, node.start).split('\n').length })
  })
  return found
}

function referenced(node: Node): unknown {
  if (node.type === 'TSExternalModuleReference') return node.expression
  return undefined
}

function literal(value: unknown): string | undefined {
  if (!isNode(value) || value.type !== 'Literal') return undefined
  return typeof value.value === 'string' ? value.value : undefined
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, visit)
  } else if (isNode(value)) {
    visit(value)
    for (const each of Object.values(value)) walk(each, visit)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
