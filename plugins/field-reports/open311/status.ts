import { openStates, type Status, status } from '../models/status.ts'

const states = Object.keys(status.states) as Status[]

/** States of a report in which nothing more will be done; all others are `open`. */
export const CLOSED: readonly Status[] = states.filter((name) => !openStates.includes(name))

/** Reports in these states are not for the public. */
export const HIDDEN: readonly Status[] = ['spam']

export function openOrClosed(name: string): 'open' | 'closed' {
  return (CLOSED as readonly string[]).includes(name) ? 'closed' : 'open'
}

/** What the state means, for a citizen. */
export function statusNotes(name: string): string | null {
  return Object.hasOwn(status.states, name) ? status.states[name as Status].label.vi : null
}
