import type { MigrationStep } from '@saola/records'

const columns = (size: string) => `
  id text primary key,
  name text not null,
  type text not null,
  kind text not null,
  size ${size} not null,
  sha256 text not null,
  width integer,
  height integer,
  owner text not null,
  state text not null,
  model text,
  record text,
  field text,
  created ${size} not null`

const make = (size: string) => [
  `create table core_file (${columns(size)})`,
  'create index core_file_staged on core_file (state, created)',
  'create index core_file_record on core_file (model, record)',
]

export const FILE_STEPS: MigrationStep[] = [
  { id: 'files', sqlite: make('integer'), postgres: make('bigint') },
  {
    id: 'files-packaged',
    sqlite: ['alter table core_file add column content text'],
    postgres: ['alter table core_file add column content text'],
  },
]

export interface FileRow {
  id: string
  name: string
  /** Media type of what is served. */
  type: string
  kind: 'image' | 'file'
  size: number
  sha256: string
  width: number | null
  height: number | null
  /** Actor id of who brought it. */
  owner: string
  state: 'staged' | 'bound'
  model: string | null
  record: string | null
  field: string | null
  /** Milliseconds since 1970. */
  created: number
  /** Id of the content, for pictures that came with a package and share it; otherwise it lies under the file's own. */
  content: string | null
}
