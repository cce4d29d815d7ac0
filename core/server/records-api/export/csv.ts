export type Separator = ',' | ';' | '\t'

/** First characters that make a spreadsheet read a cell as a formula; the wide ones count too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * One cell of CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe in front, which shows
 * it as text; numbers are numbers, also negative ones.
 */
export function cell(value: string | number | null, separator: Separator): string {
  if (value === null) return ''
  // Where the semicolon separates, the comma is the decimal sign, as in spreadsheets that speak Vietnamese.
  if (typeof value === 'number') return separator === ';' ? String(value).replace('.', ',') : String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /["\r\n,;\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

export function line(cells: readonly (string | number | null)[], separator: Separator): string {
  return `${cells.map((one) => cell(one, separator)).join(separator)}\r\n`
}
