import { type Owner, Problem } from '@saola/kernel'
import type { Ctx, Json } from '@saola/sdk'
import type { Outbox } from './outbox.ts'

/** Events as large as this are data, which belongs into a record. */
const LARGEST = 256 * 1024

/** `ctx.emit`: an event of the plugin's own, kept until its listeners have had it. */
export function emitPart(outbox: Outbox, owner: Owner): Ctx['emit'] {
  return async (event, data) => {
    owner.require(`emit:${event.id}`)
    if (!event.id.startsWith(`${owner.id}.`) || recordEvent(event.id)) {
      const detail = `${owner.id} can only emit events named ${owner.id}.<name>, not ${event.id}.`
      throw new Problem('event-refused', 422, detail, { culprit: owner.id })
    }
    const json = JSON.stringify(data ?? null) as string | undefined
    if (json === undefined || json.length > LARGEST) {
      const detail = `The data of an event is JSON of at most ${LARGEST / 1024} KiB; refer to a record for more.`
      throw new Problem('event-refused', 422, detail, { culprit: owner.id })
    }
    await outbox.emit({ type: event.id, source: `/plugins/${owner.id}`, data: JSON.parse(json) as Json })
  }
}

/** The model of an event that tells of a record, `<plugin>.<model>.created|updated|deleted|commented`; else undefined. */
export function recordEvent(type: string): string | undefined {
  return /^([^.]+\.[^.]+)\.(created|updated|deleted|commented)$/.exec(type)?.[1]
}
