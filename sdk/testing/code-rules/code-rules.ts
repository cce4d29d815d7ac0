import { isBuiltin } from 'node:module'
import { type NodePath, parseSync, type types as t, traverse } from '@babel/core'
import type { Native } from '@saola/sdk'

/** One place where code breaks a rule. */
export interface CodeProblem {
  /** File, line and column. */
  where: string
  message: string
  /** What to do instead. */
  hint?: string
}

/** Built-ins that only compute: they reach neither disk nor network nor other processes. */
const HARMLESS = new Set([
  'assert',
  'buffer',
  'crypto',
  'events',
  'path',
  'path/posix',
  'punycode',
  'querystring',
  'stream',
  'string_decoder',
  'url',
  'util',
  'util/types',
  'zlib',
])

/** Built-ins that a declared `native` opens. */
const BY_NATIVE: Record<Native, readonly string[]> = {
  udp: ['dgram', 'dns', 'dns/promises'],
  process: ['child_process', 'worker_threads', 'os', 'process'],
  disk: ['fs', 'fs/promises', 'os'],
}

const INSTEAD_OF_GLOBAL: Record<string, string> = {
  fetch: 'Use ctx.http.fetch and ask for the capability net:<host>.',
  WebSocket: 'Use ctx.http.fetch and ask for the capability net:<host>.',
  EventSource: 'Use ctx.http.fetch and ask for the capability net:<host>.',
  XMLHttpRequest: 'Use ctx.http.fetch and ask for the capability net:<host>.',
  process: "Use the plugin's settings, or declare native: ['process'].",
  require: 'Use an import.',
  eval: 'Code must be readable before it runs.',
  Function: 'Code must be readable before it runs.',
}

/**
 * The rules for server code: a plugin reaches the world through `ctx`, or says by `native` what else it needs.
 * They catch mistakes and document intent; inline code is trusted code, so they are no sandbox.
 */
export function checkCode(where: string, code: string, native: readonly Native[] = []): CodeProblem[] {
  const file = parseSync(code, {
    filename: where,
    configFile: false,
    babelrc: false,
    sourceType: 'module',
    parserOpts: {
      plugins: where.endsWith('.ts') || where.endsWith('.tsx') ? ['typescript', 'jsx'] : ['jsx'],
    },
  })
  if (!file) return []
  const problems: CodeProblem[] = []
  const report = (node: t.Node, message: string, hint?: string) => {
    const line = node.loc ? `${where}:${node.loc.start.line}:${node.loc.start.column + 1}` : where
    problems.push({ where: line, message, ...(hint === undefined ? {} : { hint }) })
  }
  const checkModule = (node: t.Node, name: string) => {
    const bare = name.replace(/^node:/, '')
    if (!isBuiltin(name) || HARMLESS.has(bare) || isDeclared(bare, native)) return
    const opener = opens(bare)
    report(
      node,
      `imports node:${bare}, which is not declared`,
      opener
        ? `Declare native: ['${opener}'] in the plugin; a person then approves it by name.`
        : 'Use ctx instead.',
    )
  }
  traverse(file, {
    ImportDeclaration({ node }) {
      if (node.importKind !== 'type') checkModule(node, node.source.value)
    },
    ExportAllDeclaration({ node }) {
      if (node.exportKind !== 'type') checkModule(node, node.source.value)
    },
    ExportNamedDeclaration({ node }) {
      if (node.source && node.exportKind !== 'type') checkModule(node, node.source.value)
    },
    CallExpression({ node }) {
      if (node.callee.type === 'Import') checkImport(node.arguments[0], node)
    },
    ImportExpression({ node }) {
      checkImport(node.source, node)
    },
    ReferencedIdentifier(path: NodePath) {
      const { node } = path
      if (node.type !== 'Identifier' || path.scope.hasBinding(node.name, true)) return
      if (isOnlyAsked(path) || isType(path)) return
      if (node.name === 'process' && native.includes('process')) return
      if (Object.hasOwn(INSTEAD_OF_GLOBAL, node.name)) {
        report(node, `uses the global ${node.name}`, INSTEAD_OF_GLOBAL[node.name])
      } else if (node.name === 'globalThis' || node.name === 'global') checkGlobalObject(path, node)
    },
  })
  return problems

  function checkImport(source: t.Node | undefined, node: t.Node): void {
    if (source?.type === 'StringLiteral') checkModule(node, source.value)
    else
      report(node, 'imports a module whose name is not known before it runs', 'Name the module by a string.')
  }

  function checkGlobalObject(path: NodePath, node: t.Identifier): void {
    const parent = path.parent
    if (parent.type !== 'MemberExpression' || parent.object !== node) {
      report(node, `uses ${node.name} as a whole`, 'Use ctx instead.')
      return
    }
    const key = memberName(parent)
    if (key === undefined) report(node, `reads ${node.name} by a name that is not known before it runs`)
    else if (Object.hasOwn(INSTEAD_OF_GLOBAL, key) && !(key === 'process' && native.includes('process'))) {
      report(node, `uses the global ${key}`, INSTEAD_OF_GLOBAL[key])
    }
  }
}

function memberName(node: t.MemberExpression): string | undefined {
  if (!node.computed && node.property.type === 'Identifier') return node.property.name
  return node.property.type === 'StringLiteral' ? node.property.value : undefined
}

/** `typeof process` asks and does nothing. */
function isOnlyAsked(path: NodePath): boolean {
  return path.parent.type === 'UnaryExpression' && path.parent.operator === 'typeof'
}

function isType(path: NodePath): boolean {
  return path.parentPath?.isTSType() || path.parent.type === 'TSQualifiedName'
}

function isDeclared(bare: string, native: readonly Native[]): boolean {
  return native.some((name) => BY_NATIVE[name]?.includes(bare))
}

function opens(bare: string): string | undefined {
  return Object.entries(BY_NATIVE).find(([, modules]) => modules.includes(bare))?.[0]
}
