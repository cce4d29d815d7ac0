/** A path that exists only on one machine, or the host a package happened to come from. */
const FOREIGN = /(?<![\w/.-])\/(work|root)\/|\bregistry\.npmjs\.org\b|\bdeb\.debian\.org\b/

/** `file:line names …` for each line that would be wrong on another machine. */
export function findForeignNames(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const name = FOREIGN.exec(line)?.[0]
    return name ? [`${file}:${index + 1} names ${name}`] : []
  })
}
