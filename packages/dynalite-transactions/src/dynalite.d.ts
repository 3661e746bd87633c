declare module "dynalite" {
  const dynalite: (options: object) => import("node:http").Server;
  export = dynalite;
}

declare module "dynalite/db/index.js" {
  const database: {
    create(options: object): import("./dynalite-types.ts").Store;
    createKey(item: import("./dynalite-types.ts").Item, table: import("./dynalite-types.ts").Table): string;
    validateKey(
      key: import("./dynalite-types.ts").Item,
      table: import("./dynalite-types.ts").Table,
    ): import("./dynalite-types.ts").ServiceError | null | undefined;
    validateItem(
      item: import("./dynalite-types.ts").Item,
      table: import("./dynalite-types.ts").Table,
    ): import("./dynalite-types.ts").ServiceError | null | undefined;
    validationError(message: string): import("./dynalite-types.ts").ServiceError;
    getIndexActions(
      indexes: import("./dynalite-types.ts").Index[],
      existing: null,
      item: import("./dynalite-types.ts").Item | undefined,
      table: import("./dynalite-types.ts").Table,
    ): { puts: { index: string; key: string; item: import("./dynalite-types.ts").Item }[] };
  };
  export = database;
}

declare module "dynalite/validations/index.js" {
  const validations: {
    checkTypes(data: unknown, types: import("./dynalite-types.ts").Types): Record<string, unknown>;
    checkValidations(
      data: unknown,
      types: import("./dynalite-types.ts").Types,
      custom: import("./dynalite-types.ts").Custom | undefined,
      store: import("./dynalite-types.ts").Store,
    ): void;
  };
  export = validations;
}

declare module "dynalite/validations/*" {
  const validation: { types: import("./dynalite-types.ts").Types; custom: import("./dynalite-types.ts").Custom };
  export = validation;
}

declare module "dynalite/actions/*" {
  const action: import("./dynalite-types.ts").Action;
  export = action;
}
