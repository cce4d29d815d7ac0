import type { CurrentActor } from '@saola/sdk-web'

/** Who sees the Studio. The server decides about each act anew. */
export function mayShape(actor: CurrentActor): boolean {
  return (
    actor.user?.permissions.some(
      (permission) =>
        permission === '*' || permission.startsWith('core.') || permission.startsWith('studio.'),
    ) ?? false
  )
}
