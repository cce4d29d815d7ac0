/** A fenced block of a page: what it is, and what stands in it. */
export interface Block {
  language: string
  /** Words after the language: `file=plugin.ts`, `background`, `answer`. */
  marks: string[]
  text: string
  /** Line of the page where it begins. */
  line: number
}

/** The fenced blocks of a Markdown page, in order. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = []
  let open: Block | undefined
  for (const [index, line] of page.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line)
    if (!fence) {
      if (open) open.text += `${line}\n`
    } else if (open) {
      blocks.push(open)
      open = undefined
    } else {
      const [language = '', ...marks] = (fence[1] ?? '').trim().split(/\s+/)
      open = { language, marks, text: '', line: index + 2 }
    }
  }
  return blocks
}
