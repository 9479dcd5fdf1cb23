import { statements } from './migration.js';

/** `if not exists`: the first release made these tables itself and kept no record of it. `json` and not `jsonb`: it keeps the text as it came. */
export const rows = statements('0001-rows', [
  `create table if not exists nearhand_rows (
    tenant text not null, collection text not null, id text not null, session_id text not null,
    born bigint not null, seq bigint not null, context text, status text, row json not null,
    primary key (tenant, collection, id))`,
  `create unique index if not exists nearhand_rows_seq on nearhand_rows (tenant, seq)`,
  `create index if not exists nearhand_rows_born on nearhand_rows (tenant, collection, born desc)`,
  `create index if not exists nearhand_rows_session on nearhand_rows (tenant, session_id, collection, born desc)`,
  `create index if not exists nearhand_rows_context on nearhand_rows (tenant, context, born desc) where context is not null`,
  `create index if not exists nearhand_rows_status on nearhand_rows (tenant, status, born desc) where status is not null`,
  `create table if not exists nearhand_receipts (
    tenant text not null, key text not null, receipt json not null, primary key (tenant, key))`,
  `create table if not exists nearhand_blobs (
    tenant text not null, id text not null, session_id text not null, type text not null, bytes bytea not null,
    primary key (tenant, id))`,
  `create table if not exists nearhand_settings (name text primary key, value text not null)`,
]);
