/**
 * A telephone number in the form it is stored in: E.164, or as it is for numbers that exist only within Vietnam (113,
 * 1022, 1800…, 1900…). Spaces, dots, hyphens and brackets are tolerated; undefined for what is no number.
 */
export function readPhone(text: string): string | undefined {
  const digits = text.trim().replace(/[\s.()\u2010-\u2013-]/g, '')
  if (/^1\d{2,4}$/.test(digits) || /^1[89]00\d{4,6}$/.test(digits)) return digits
  const national = /^(?:(?:\+|00)840?|840?(?=\d{9,10}$)|0)([1-9]\d+)$/.exec(digits)?.[1]
  if (national) return /^(?:[35789]\d{8}|2\d{8,9})$/.test(national) ? `+84${national}` : undefined
  const abroad = /^(?:\+|00)([1-9]\d{6,14})$/.exec(digits)?.[1]
  return abroad && `+${abroad}`
}

/** An e-mail address in lower case; undefined for what is none. */
export function readEmail(text: string): string | undefined {
  const address = text.trim().normalize('NFC').toLowerCase()
  if (address.length > 254) return undefined
  return /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(
    address,
  ) && address.indexOf('@') <= 64
    ? address
    : undefined
}
