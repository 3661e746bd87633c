import type { Item, ServiceError } from "./dynalite-types.ts";

const namespace = "com.amazonaws.dynamodb.v20120810#";

const serviceError = (type: string, message: string, members: object): ServiceError =>
  Object.assign(new Error(message), { statusCode: 400, body: { __type: namespace + type, ...members } });

/** Why one action of a transaction kept it from happening; `None` for those that didn't. */
export interface CancellationReason {
  Code: string;
  Message?: string | undefined;
  Item?: Item | undefined;
}

export const none: CancellationReason = { Code: "None" };

const ongoing = "Transaction is ongoing for the item";

export const conflict: CancellationReason = { Code: "TransactionConflict", Message: ongoing };

/** Names the reasons in the order of the actions, as DynamoDB does. */
export const transactionCanceled = (reasons: readonly CancellationReason[]): ServiceError => {
  const codes = reasons.map((reason) => reason.Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return serviceError("TransactionCanceledException", message, { Message: message, CancellationReasons: reasons });
};

export const transactionConflict = (): ServiceError =>
  serviceError("TransactionConflictException", ongoing, { message: ongoing });

export const transactionInProgress = (): ServiceError => {
  const message = "The transaction with the given request token is already in progress.";
  return serviceError("TransactionInProgressException", message, { Message: message });
};

export const parameterMismatch = (): ServiceError => {
  const message = "The request token was used for another transaction within the last ten minutes.";
  return serviceError("IdempotentParameterMismatchException", message, { Message: message });
};

/** An error with its answer: what has none is no fault of the request, but a full disk or a closed database. */
export const failed = (error: unknown): ServiceError => {
  const known: ServiceError = error instanceof Error ? error : new Error(String(error));
  const body = { __type: `${namespace}InternalServerError`, message: known.message };
  return known.body === undefined ? Object.assign(known, { statusCode: 500, body }) : known;
};

export const isServiceError = (error: unknown): error is Required<ServiceError> =>
  error instanceof Error && "statusCode" in error && "body" in error;
