/** An element without attributes: its name, and its text or its children. */
export interface ReadElement {
  name: string
  text: string
  children: ReadElement[]
}

const DECLARATION = /^<\?xml version="1\.0" encoding="utf-8"\?>\s*/i
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** `Char` of XML 1.0. */
const CHAR = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

/**
 * Reads a document as a strict client does that knows only what GeoReport v2 uses: the declaration with UTF-8, elements
 * without attributes and namespaces, text with escaped characters. Throws at anything else.
 */
export function readXml(document: string): ReadElement {
  const declaration = DECLARATION.exec(document)
  if (!declaration) throw new Error('the declaration with encoding="UTF-8" is missing')
  if (!CHAR.test(document)) throw new Error('a character that XML cannot hold')
  const top: ReadElement = { name: '', text: '', children: [] }
  const open = [top]
  let at = declaration[0].length
  for (const match of document.matchAll(/<(\/?)([a-z_]+)(\/?)>|([^<]+)/g)) {
    if (match.index < at) continue
    if (match.index !== at) throw new Error(`not understood at ${at}: ${document.slice(at, at + 40)}`)
    at += match[0].length
    const [, end, name = '', empty, text] = match
    const current = open.at(-1) as ReadElement
    if (text !== undefined) current.text += textOf(text)
    else if (end) {
      if (current.name !== name || open.length < 2) throw new Error(`</${name}> closes <${current.name}>`)
      open.pop()
    } else {
      const made: ReadElement = { name, text: '', children: [] }
      current.children.push(made)
      if (!empty) open.push(made)
    }
  }
  const [root, ...more] = top.children
  if (at !== document.length || open.length > 1) throw new Error(`ends too early, at ${at}`)
  if (!root || more.length > 0 || top.text.trim() !== '') throw new Error('there must be one root')
  return root
}

function textOf(text: string): string {
  if (text.includes(']]>') || /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(text))
    throw new Error(`not escaped: ${text.slice(0, 60)}`)
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|([a-z]+));/gi, (_, hex, decimal, name) =>
    name ? (ENTITIES[name] ?? '') : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  )
}

/** What an element holds. Lists name the element of an item, as in the "⇊" rows of the field tables. */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | { list: string; of: Shape }
  | { members: Record<string, Shape>; optional?: string[] }

/**
 * The JSON that the specification maps a document to (the Spark convention), with the types of its examples. Throws
 * where the document does not have the shape: an element too many, too few, twice, or with text between elements.
 */
export function sparkJson(element: ReadElement, shape: Shape): unknown {
  const { name, text, children } = element
  if (typeof shape === 'string') {
    if (children.length > 0) throw new Error(`${name} holds elements`)
    return scalar(name, text.trim(), shape)
  }
  if (text.trim() !== '') throw new Error(`${name} holds text beside elements`)
  if ('list' in shape) {
    const other = children.find((child) => child.name !== shape.list)
    if (other) throw new Error(`${name} holds ${other.name}`)
    return children.map((child) => sparkJson(child, shape.of))
  }
  const names = children.map((child) => child.name)
  const known = Object.keys(shape.members)
  const wrong = names.find((child, at) => !known.includes(child) || names.indexOf(child) !== at)
  if (wrong !== undefined) throw new Error(`${name} may not hold ${wrong} (again)`)
  const missing = known.find((one) => !names.includes(one) && !shape.optional?.includes(one))
  if (missing !== undefined) throw new Error(`${name} lacks ${missing}`)
  return Object.fromEntries(
    children.map((child) => [child.name, sparkJson(child, shape.members[child.name] as Shape)]),
  )
}

function scalar(name: string, text: string, type: 'string' | 'number' | 'boolean'): unknown {
  if (text === '') return null
  if (type === 'string') return text
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  throw new Error(`${name} is no ${type}: ${text}`)
}
