/** "FRTH", by which a ledger file is told from other SQLite databases. */
export const APPLICATION_ID = 0x46525448;

/**
 * What makes a ledger file of an empty one, and one of this version of an older one: the file's `user_version` says how many
 * have been carried out. To be added to, never to be changed.
 *
 * Columns hold what is compared or ordered; the rest of a record is JSON in `body`. A transaction stands under its date; where
 * that isn't the date in its id, or where it is gone, `traces` tells.
 */
export const migrations: readonly string[] = [
  `
  create table ledgers (
    number integer primary key autoincrement,
    id text not null unique
  ) strict;

  create table transactions (
    ledger integer not null references ledgers,
    date text not null,
    id text not null,
    version integer not null,
    body text not null,
    primary key (ledger, date, id)
  ) strict, without rowid;

  create table traces (
    ledger integer not null references ledgers,
    id text not null,
    moved_to text,
    version integer,
    body text,
    expires integer,
    primary key (ledger, id),
    check ((moved_to is null) = (version is not null and body is not null))
  ) strict, without rowid;

  create table months (
    ledger integer not null references ledgers,
    month text not null,
    version integer not null,
    body text not null,
    primary key (ledger, month)
  ) strict, without rowid;

  create table records (
    ledger integer not null references ledgers,
    kind text not null,
    id text not null,
    version integer not null,
    body text not null,
    expires integer,
    primary key (ledger, kind, id)
  ) strict, without rowid;

  create table marks (
    ledger integer not null references ledgers,
    work text not null,
    due text not null,
    primary key (ledger, work, due)
  ) strict, without rowid;

  create index marks_by_date on marks (work, due, ledger);
  create index traces_by_expiry on traces (expires) where expires is not null;
  create index records_by_expiry on records (expires) where expires is not null;
  `,
];
