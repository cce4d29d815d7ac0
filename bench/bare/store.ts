import type { Item } from './item.ts'

export interface TokenRow {
  actor: string
  expiresAt: number | null
}

/** What the two databases offer to the server; statements are written by hand for each. */
export interface Store {
  prepare(tokenHash: string): Promise<void>
  token(hash: string): Promise<TokenRow | undefined>
  get(id: string): Promise<Item | undefined>
  /** Newest first. `after` is the last of the page before. */
  list(limit: number, after: Place | undefined): Promise<Item[]>
  count(): Promise<number>
  /** Record, revision and outbox row in one transaction; `data` is the record as JSON. */
  create(item: Item, data: string): Promise<void>
  close(): Promise<void>
}

/** Where a page of the list ended. */
export interface Place {
  createdAt: string
  id: string
}
