/** What people put between digits: spaces, dots, dashes, slashes, brackets, and what is not seen at all. */
const BETWEEN = String.raw`[\s.,·•‧․。_/()\-‐-―−\p{M}\u00ad\u200b-\u200f\u2060\u20e3\ufe0f\ufeff]{0,3}`
const runOf = (least: number, most: number) => String.raw`(?:${BETWEEN}\d){${least},${most}}`
const END = String.raw`(?!\d)[\p{M}\u20e3\ufe0f]*`

/** A day and the hour after it, which would read as a number of a telephone: `22-11-2026 06`. */
const DAY = String.raw`(?<![\d./-])(?:0?[1-9]|[12]\d|3[01])(?<sep>[./-])(?:0?[1-9]|1[0-2])\k<sep>20\d\d(?!\k<sep>?\d)`
/** Nine digits without anything between them: an old identity card, a telephone without its zero, an account. */
const LONG = String.raw`\d{9,}`
/** Twelve digits of an identity number, in any groups; the first one is always 0. */
const IDENTITY = `0${runOf(11, 11)}${END}`
/** A telephone as people write it: 0, +84, 84 or 0084, then 8 to 10 digits; also with the letter o for its zero. */
const PHONE = String.raw`\(?(?:\+?|0${BETWEEN}0${BETWEEN})8${BETWEEN}4${runOf(8, 10)}${END}|\(?[0oO](?=${BETWEEN}[2-9])${runOf(8, 10)}${END}`
/** Nine digits in groups, where the text says what they are. */
const NAMED = String.raw`(?<=(?:cmnd|cmt|cccd|căn cước|chứng minh|sđt|đt|tel|phone|zalo|điện thoại|gọi|alo)[^\d\n]{0,20})\d${runOf(8, 8)}${END}`

const TELLING = new RegExp(
  `${DAY}|(?<![\\d])(?<telling>${LONG}|${IDENTITY}|${PHONE})|(?<named>${NAMED})`,
  'giu',
)

/**
 * Takes out what tells of one person: identity and telephone numbers, in whatever groups they are written. Text
 * becomes NFC; full-width digits are read as digits.
 */
export function masked(text: string): string {
  const plain = text.normalize('NFC').replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
  return plain.replace(TELLING, (found, ...rest) => {
    const groups = rest.at(-1) as { telling?: string; named?: string }
    return groups.telling === undefined && groups.named === undefined ? found : '•••'
  })
}
