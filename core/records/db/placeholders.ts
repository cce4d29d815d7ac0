const known = new Map<string, string>()

/** Turns `?` into `$1`, `$2`, …, outside quotes and comments; `??` becomes one question mark. */
export function toNumbered(sql: string): string {
  let text = known.get(sql)
  if (text === undefined) {
    text = translate(sql)
    if (known.size > 2_000) known.clear()
    known.set(sql, text)
  }
  return text
}

const parts = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?\??/g

function translate(sql: string): string {
  let count = 0
  return sql.replace(parts, (part) => {
    if (part === '?') return `$${++count}`
    return part === '??' ? '?' : part
  })
}
