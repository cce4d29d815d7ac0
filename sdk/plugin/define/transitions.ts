import type { StatusField, StatusTransition } from '../contract/model.ts'

/** A step that may be taken, with its name. */
export interface AllowedTransition extends StatusTransition {
  name: string
}

/**
 * The steps that somebody may take from a state, in their order. `needs` is not looked at: it depends on what is
 * written together with the step.
 *
 * @param roles of who wants to take it; `undefined` for code that answers for itself
 * @param plugin whose model it is: its own roles may be named without it
 */
export function allowedTransitions(
  def: Pick<StatusField, 'transitions'>,
  from: string | null,
  roles: readonly string[] | undefined,
  plugin?: string,
): AllowedTransition[] {
  const holds = (role: string) => roles?.includes(role) || roles?.includes(`${plugin}.${role}`)
  return Object.entries(def.transitions)
    .filter(([, step]) => from !== null && step.from.includes(from))
    .filter(([, step]) => !roles || !step.roles || holds('administrator') || step.roles.some(holds))
    .map(([name, step]) => ({ name, ...step }))
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || (a.name < b.name ? -1 : 1))
}
