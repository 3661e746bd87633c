/** Marks a file as a Farthing ledger: "Fart" in ASCII. */
export const APPLICATION_ID = 0x46617274;

/**
 * What makes each version of a file from the one before it, beginning with an empty file. Only ever added to.
 *
 * A transaction stands under its date. `moved` knows those that aren't under the date in their id, and what is left of those
 * that are gone, so that an id is found in two steps at most and a new transaction is one row in one tree.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE ledgers (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;

  CREATE TABLE transactions (
    ledger INTEGER NOT NULL,
    date INTEGER NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    type INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    description TEXT NOT NULL,
    category TEXT,
    note TEXT NOT NULL,
    tags TEXT,
    account TEXT NOT NULL,
    import TEXT,
    recurring TEXT,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    digest TEXT,
    PRIMARY KEY (ledger, date, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE moved (
    ledger INTEGER NOT NULL,
    id TEXT NOT NULL,
    date INTEGER,
    version INTEGER,
    deleted INTEGER,
    digest TEXT,
    expires INTEGER,
    PRIMARY KEY (ledger, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX moved_expires ON moved (expires) WHERE expires IS NOT NULL;

  CREATE TABLE records (
    ledger INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    expires INTEGER,
    PRIMARY KEY (ledger, kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX records_expires ON records (expires) WHERE expires IS NOT NULL;

  CREATE TABLE months (
    ledger INTEGER NOT NULL,
    month TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (ledger, month)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE marks (
    work TEXT NOT NULL,
    date TEXT NOT NULL,
    ledger INTEGER NOT NULL,
    PRIMARY KEY (work, date, ledger)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX marks_ledger ON marks (ledger);
  `,
];
