import type { Effect, Owner, Point } from '@saola/kernel'
import { contributionSchemas, type Listener } from '@saola/sdk'
import { recordEvent } from './emit.ts'
import type { Outbox } from './outbox.ts'

/** What a listener needs to be granted: nothing for what the module itself brings. */
export function capabilityOf(owner: string, event: string): string | undefined {
  if (event.startsWith(`${owner}.`)) return undefined
  const model = recordEvent(event)
  return model ? `records:read:${model}` : `on:${event}`
}

/**
 * The point `on`: code that is run for events, each at least once and in order. While a module is off its events wait
 * (as long as the outbox keeps them).
 */
export function onPoint(outbox: Outbox): Point<Listener<{ module: string; export: string }>> {
  return {
    id: 'on',
    schema: contributionSchemas.on,
    stage: 'serve',
    check: ({ owner, added, changed }) => {
      const wanted = [...added, ...[...changed].map(([name, { to }]) => [name, to] as const)]
      return wanted.flatMap(([name, { event }]) => notAsked(owner, name, event))
    },
    async apply({ owner, added, changed }, scopeOf) {
      const wanted = [...added, ...[...changed].map(([name, { to }]) => [name, to] as const)]
      for (const [name, listener] of wanted) {
        const capability = capabilityOf(owner.id, listener.event)
        if (capability) owner.require(capability)
        const what = `listener ${name}`
        const stop = await outbox.consume(
          `${owner.id}.${name}`,
          (event) => owner.invoke(listener.run, [event], { what, timeout: listener.timeout ?? 30_000 }),
          {
            types: [listener.event],
            dead: (event, error) => owner.fault(`${what}: event ${event.id} was set aside`, error),
          },
        )
        scopeOf(name).add(stop)
      }
    },
    async discard(all, fate) {
      if (fate === 'purge') for (const id of all.keys()) await outbox.forget(id)
    },
  }
}

function notAsked(owner: Owner, name: string, event: string): Effect[] {
  const capability = capabilityOf(owner.id, event)
  if (!capability || owner.manifest.capabilities?.includes(capability)) return []
  const text = {
    vi: `Bộ lắng nghe “${name}” cần quyền năng ${capability} nhưng bản kê khai không yêu cầu.`,
    en: `The listener “${name}” needs the capability ${capability}, which the manifest does not ask for.`,
  }
  return [{ kind: 'refuses', point: 'on', subject: `${owner.id}.${name}`, text, code: 'capability-missing' }]
}
