const credentials =
  /^(UnrecognizedClient|InvalidSignature|ExpiredToken|InvalidClientTokenId|MissingAuthenticationToken|IncompleteSignature|CredentialsProviderError)/;

/** What a failure that sending again won't mend means for who runs the table, in one sentence with its cure. */
export function explainFailure(error: unknown, table: string): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const sentence = () => {
    if (name === "ResourceNotFoundException") {
      return `There is no DynamoDB table ${table} in this region and account: create it with createTable, or name the right table and region.`;
    }
    if (name.startsWith("AccessDenied")) {
      return `These AWS credentials may not use the DynamoDB table ${table}: allow the actions that iamActions lists (${message}).`;
    }
    if (credentials.test(name)) {
      return `AWS doesn't take the credentials for the DynamoDB table ${table}: give it valid ones (${message}).`;
    }
    if (message.startsWith("Region is missing")) {
      return `It isn't known in which region the DynamoDB table ${table} is: give the client a region, or set AWS_REGION.`;
    }
    return `DynamoDB refused a request to the table ${table}: see whether checkTable finds a fault of the table (${name}: ${message}).`;
  };
  return new Error(sentence(), { cause: error });
}
