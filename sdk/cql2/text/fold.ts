/**
 * Text as search compares it: lower case, without accents (so that `hoà` and `hòa` are one), `đ` as `d`, white space
 * as single spaces. Equal on every machine, whatever form of Unicode the text came in.
 *
 * @example fold('Vỡ  ống NƯỚC') // 'vo ong nuoc'
 */
export function fold(text: string): string {
  if (/^[!-~]*(?: [!-~]+)*$/.test(text)) return text.toLowerCase()
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
}
