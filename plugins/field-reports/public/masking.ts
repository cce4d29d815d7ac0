/** 12 digits of an identity number, also with spaces, dots or dashes between groups. */
const IDENTITY = /(?<!\d)\d(?:[ .-]?\d){11}(?!\d)/g
/** A telephone number as people write it: 0 or +84, then 9 or 10 digits. */
const PHONE = /(?<!\d)(?:\+?84|0)(?:[ .()-]{0,2}\d){8,10}(?!\d)/g

/** Takes out what tells of one person: identity and telephone numbers. */
export function masked(text: string): string {
  return text.replace(IDENTITY, '•••').replace(PHONE, '•••')
}
