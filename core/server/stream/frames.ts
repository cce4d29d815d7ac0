import type { CloudEvent } from '@saola/sdk'

/** One event as bytes; made once, however many listen. */
export type Frame = Uint8Array

const encoder = new TextEncoder()

/** A comment: keeps proxies from closing a quiet line, and lets the other end notice a dead one. */
export const PING: Frame = encoder.encode(': ping\n\n')

/** Milliseconds after which a browser that lost the line tries again. */
export const HELLO: Frame = encoder.encode('retry: 2000\n\n')

/** What came between is lost: read anew. */
export const RESET: Frame = encoder.encode('event: reset\ndata: {}\n\n')

export function signalFrame(event: string, data: unknown): Frame {
  return encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** An event of a record, or of a comment on one. */
export function recordFrame(event: CloudEvent): Frame {
  const name = event.type.endsWith('.commented') ? 'comment' : 'record'
  return encoder.encode(`id: ${event.id}\nevent: ${name}\ndata: ${JSON.stringify(event)}\n\n`)
}

/** The model of a record event; undefined for events that plugins emit. */
export function modelOf(event: CloudEvent): string | undefined {
  if (!event.source.startsWith('/records/')) return undefined
  return event.type.slice(0, event.type.lastIndexOf('.'))
}
