/** One event of a server-sent stream; comments have no event and are only signs of life. */
export interface ServerEvent {
  event: string
  data: string
  id: string
}

/**
 * Takes text as it arrives and gives the events that are complete. `lastId` survives events without an id, as the
 * HTML standard says in "Interpreting an event stream".
 */
export function createEventParser(): (chunk: string) => ServerEvent[] {
  let rest = ''
  let event = ''
  let data: string[] = []
  let lastId = ''

  const takeLine = (line: string, found: ServerEvent[]) => {
    if (line === '') {
      if (data.length > 0) found.push({ event: event || 'message', data: data.join('\n'), id: lastId })
      event = ''
      data = []
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) return
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'event') event = value
    else if (name === 'data') data.push(value)
    else if (name === 'id' && !value.includes('\0')) lastId = value
  }

  return (chunk) => {
    const found: ServerEvent[] = []
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) takeLine(line, found)
    return found
  }
}
