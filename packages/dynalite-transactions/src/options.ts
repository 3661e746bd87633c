export interface DynamoDbOptions {
  /** The folder of the LevelDB database, made when it is missing; without it everything is kept in memory. */
  path?: string | undefined;
  /**
   * What happens to a request for an item that a transaction holds: `wait` (the default) lets it wait for its turn;
   * `reject` refuses it as DynamoDB does, a transaction with `TransactionCanceledException` and a reason
   * `TransactionConflict`, a write of one item with `TransactionConflictException`.
   */
  onConflict?: "wait" | "reject" | undefined;
  /** How long a transaction holds its items at least, in milliseconds; 0 unless given. Makes conflicts easy to meet. */
  transactionMs?: number | undefined;
  /** How long a table stays in `CREATING`, in milliseconds; 0 unless given. */
  createTableMs?: number | undefined;
  /** How long a table stays in `DELETING`, in milliseconds; 0 unless given. */
  deleteTableMs?: number | undefined;
  /** How long a table stays in `UPDATING`, in milliseconds; 0 unless given. */
  updateTableMs?: number | undefined;
}

export interface StartOptions extends DynamoDbOptions {
  /** 0, the default, takes any that is free. */
  port?: number | undefined;
  /** 127.0.0.1 unless given. Any credentials will do, so whoever reaches the address reads and writes everything. */
  host?: string | undefined;
}
