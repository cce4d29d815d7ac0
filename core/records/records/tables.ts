import { type Builder, type BuiltTable, buildTable } from '../build/builder.ts'
import type { MigrationStep } from '../db/db.ts'

/** One row per change of a record. */
export function revisionTable(builder: Builder): BuiltTable {
  return buildTable(builder, 'record_revision', [
    { name: 'record', kind: 'text' },
    { name: 'version', kind: 'integer' },
    { name: 'model', kind: 'text' },
    { name: 'actor', kind: 'text' },
    { name: 'at', kind: 'datetime' },
    { name: 'kind', kind: 'text' },
    { name: 'data', kind: 'json' },
  ])
}

/** One row per event, in the transaction of what it tells of. */
export function outboxTable(builder: Builder): BuiltTable {
  return buildTable(builder, 'outbox_event', [
    { name: 'type', kind: 'text' },
    { name: 'source', kind: 'text' },
    { name: 'subject', kind: 'text' },
    { name: 'time', kind: 'datetime' },
    { name: 'data', kind: 'json' },
    { name: 'basis', kind: 'json' },
  ])
}

export const recordSteps: MigrationStep[] = [
  {
    id: 'revisions-1',
    sqlite: [
      `create table record_revision (
         record text not null, version integer not null, model text not null, actor text not null,
         at text not null, kind text not null, data text, primary key (record, version)
       ) without rowid`,
    ],
    postgres: [
      `create table record_revision (
         record text collate "C" not null, version bigint not null, model text not null, actor text not null,
         at timestamp(3) with time zone not null, kind text not null, data json, primary key (record, version)
       )`,
    ],
  },
  {
    // The last number of a code within a year (0 where codes do not name it).
    id: 'counters-1',
    sqlite: [
      `create table record_counter (
         model text not null, field text not null, year integer not null, n integer not null,
         primary key (model, field, year)
       ) without rowid`,
    ],
    postgres: [
      `create table record_counter (
         model text collate "C" not null, field text collate "C" not null, year integer not null, n bigint not null,
         primary key (model, field, year)
       )`,
    ],
  },
  {
    id: 'comments-1',
    sqlite: [
      `create table record_comment (
         model text not null, record text not null, id text not null, text text not null, visibility text not null,
         at text not null, actor text not null, primary key (model, record, id)
       ) without rowid`,
    ],
    postgres: [
      `create table record_comment (
         model text collate "C" not null, record text collate "C" not null, id text collate "C" not null,
         text text not null, visibility text not null, at timestamp(3) with time zone not null, actor text not null,
         primary key (model, record, id)
       )`,
    ],
  },
  {
    id: 'outbox-1',
    sqlite: [
      // Not autoincrement: numbers only grow as long as the last row is never pruned, and it never is.
      `create table outbox_event (
         seq integer primary key, type text not null, source text not null, subject text,
         time text not null, data text not null
       )`,
    ],
    postgres: [
      // The order of numbers is not the order of commits; that of transactions that have all ended is.
      `create table outbox_event (
         xid xid8 not null default pg_current_xact_id(), id bigint generated always as identity,
         type text not null, source text not null, subject text,
         time timestamp(3) with time zone not null, data json not null, primary key (xid, id)
       )`,
    ],
  },
  {
    // What else decides who may hear of an event, never handed on: the values that a change replaced, the record that a
    // comment is about.
    id: 'outbox-2',
    sqlite: ['alter table outbox_event add column basis text'],
    postgres: ['alter table outbox_event add column basis json'],
  },
]
