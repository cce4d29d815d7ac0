import type { CloudEvent, Json } from '@saola/sdk'
import type { Db } from '../db/db.ts'

/**
 * Where an event stands in the order in which subscribers see it, as text: `<seq>` on SQLite, `<xid>.<id>` on
 * PostgreSQL. It is the id of the CloudEvent and of the server-sent event.
 */
export type Position = string

/** A row of the outbox; its data is parsed only for those who want it. */
export interface StoredEvent {
  position: Position
  type: string
  source: string
  subject: string | null
  time: string
  data: string
  /** What else decides who may hear of it, as JSON: the values that a change replaced, the record that a comment is about. */
  basis: string | null
}

/** An event for whoever decides who hears it. */
export interface Told {
  event: CloudEvent
  /** See {@link StoredEvent.basis}. Never part of what is handed on. */
  basis: string | null
}

export function told(event: StoredEvent): Told {
  return { event: toCloudEvent(event), basis: event.basis }
}

export function toCloudEvent({ position, type, source, subject, time, data }: StoredEvent): CloudEvent {
  const event: CloudEvent = {
    specversion: '1.0',
    id: position,
    source,
    type,
    time,
    data: JSON.parse(data) as Json,
  }
  if (subject !== null) event.subject = subject
  return event
}

export function isPosition(dialect: Db['dialect'], text: string): boolean {
  return (dialect === 'sqlite' ? /^\d{1,15}$/ : /^\d{1,15}\.\d{1,15}$/).test(text)
}

export function startPosition(dialect: Db['dialect']): Position {
  return dialect === 'sqlite' ? '0' : '0.0'
}

export function comparePositions(a: Position, b: Position): number {
  const [aFirst, aSecond = 0] = a.split('.').map(Number) as [number, number?]
  const [bFirst, bSecond = 0] = b.split('.').map(Number) as [number, number?]
  return aFirst - bFirst || aSecond - bSecond
}
