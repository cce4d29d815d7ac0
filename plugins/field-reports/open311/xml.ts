/** An element: its name, and its text or its children. Null and no children write an empty element. */
export type Element = [name: string, content: string | number | boolean | null | Element[]]

/** Characters that XML 1.0 cannot carry, even escaped, and halves of surrogate pairs. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}

export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"'\r]/g, (sign) => ENTITIES[sign] ?? sign)
}

/** A whole XML document, UTF-8. */
export function writeXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root)}\n`
}

function writeElement([name, content]: Element): string {
  if (content === null || content === '') return `<${name}/>`
  const inner = Array.isArray(content) ? content.map(writeElement).join('') : escapeXml(String(content))
  return `<${name}>${inner}</${name}>`
}

type Scalar = string | number | boolean | null | undefined

/** Members of a flat object as elements, in their order; what is undefined is left out. */
export function members(object: { [member: string]: Scalar }): Element[] {
  return Object.entries(object).flatMap(([name, value]): Element[] =>
    value === undefined ? [] : [[name, value]],
  )
}
