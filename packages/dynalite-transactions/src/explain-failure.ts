const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

/** LevelDB's reason is in the cause. */
const causeOf = (error: unknown): unknown => (error instanceof Error && error.cause) || error;

export const explainOpening = (path: string, error: unknown): Error => {
  const cause = causeOf(error);
  if (codeOf(cause) === "LEVEL_LOCKED") {
    return new Error(`The database ${path} is in use by another process: end that one, or choose another folder.`, {
      cause: error,
    });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`The database ${path} can't be opened: ${reason}. It has to be a folder that can be written.`, {
    cause: error,
  });
};

export const explainListening = (host: string, port: number, error: unknown): Error => {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} of ${host} is in use: choose another one, or 0 for any that is free.`,
    EACCES: `Port ${port} of ${host} needs more rights: choose one above 1023, or 0 for any that is free.`,
    EADDRNOTAVAIL: `${host} is no address of this machine: choose one that is, such as 127.0.0.1.`,
    ENOTFOUND: `${host} is no address of this machine: choose one that is, such as 127.0.0.1.`,
  };
  const message = reasons[codeOf(error) ?? ""] ?? `${host}, port ${port}, can't be listened to: ${String(error)}`;
  return new Error(message, { cause: error });
};
