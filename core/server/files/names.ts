/** Characters that reorder or hide text: bidirectional controls, joiners, byte order marks. */
const HIDDEN = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu
const LONGEST = 120

/**
 * A name that is safe to show and to save under: NFC, without folders, control and bidirectional characters, with
 * the extension that its content has. Never used as a path here.
 */
export function safeName(given: string, extension: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are taken out
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .replace(HIDDEN, '')
    .replace(/["*:<>?|]/g, '_')
    .trim()
  const dot = plain.lastIndexOf('.')
  const base = (dot > 0 ? plain.slice(0, dot) : plain).replace(/^\.+/, '').replace(/[. ]+$/, '')
  return `${[...base].slice(0, LONGEST).join('') || 'file'}.${extension}`
}
