import type { FileRef } from '@saola/sdk'
import { serviceRef } from '@saola/sdk'
import type { Sql } from '../db/db.ts'

/** Where files that a record names will belong. */
export interface FileTarget {
  model: string
  recordId: string
  field: string
  /** Id of who writes the record. */
  actor: string
  /** `image` fields take pictures only. */
  kind: 'image' | 'file'
}

/** Whoever keeps files: core/records knows them only by their ids. */
export interface FileBinder {
  /**
   * Gives files to a record, inside the transaction that writes it. Refuses with a problem what does not exist,
   * belongs to another or is no picture. Answers in the order of the ids.
   */
  bind(ids: readonly string[], target: FileTarget, tx: Sql): Promise<FileRef[]>
  /** Takes in pictures (JPEG) that a package brings, to be named by records that its seeds make. */
  plant?(pictures: readonly { name: string; bytes: Uint8Array; owner: string }[]): Promise<FileRef[]>
  /** Takes files from a record that no longer names them. */
  release?(ids: readonly string[], target: FileTarget, tx: Sql): Promise<void>
}

/** Provided by the feature that keeps files. Without it, records take none: `files-unavailable`. */
export const fileBinderRef = serviceRef<FileBinder>('core.fileBinder')
