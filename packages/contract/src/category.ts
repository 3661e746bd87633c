import type { CategoryId, TransactionType, Version } from "./words.ts";

export interface Category {
  id: CategoryId;
  /** 1 … 60 characters, unique in the ledger after folding case and accents. */
  name: string;
  /** Where the category is offered. A refund is an income in an expense category, so transactions of both types may carry it. */
  type: TransactionType;
  /** Index into the palette, 1 … 10. */
  color: number;
  /** Name of an icon, `[a-z0-9-]{1,40}`. */
  icon: string;
  /** Planned spending (rent, bills) comes in lumps and has no pace. */
  planned: boolean;
  /** Archived categories keep their transactions and take no new ones. */
  archived: boolean;
  /** Lists are ordered by it, then by id. */
  position: number;
  version: Version;
}

export interface NewCategory {
  name: string;
  type: TransactionType;
  /** Starts as 10. */
  color?: number | undefined;
  /** Starts as `tag`. */
  icon?: string | undefined;
  planned?: boolean | undefined;
  /** Starts after the last one. */
  position?: number | undefined;
}

/** Members left out stay as they are. */
export interface CategoryChange {
  id: CategoryId;
  name?: string | undefined;
  type?: TransactionType | undefined;
  color?: number | undefined;
  icon?: string | undefined;
  planned?: boolean | undefined;
  archived?: boolean | undefined;
  position?: number | undefined;
}
