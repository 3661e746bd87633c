import { describeDynamoDbStore } from "../test/describe-store.ts";

describeDynamoDbStore("the store in a DynamoDB table whose writes wait for each other", "wait");
