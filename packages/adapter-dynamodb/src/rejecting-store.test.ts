import { describeDynamoDbStore } from "../test/describe-store.ts";

describeDynamoDbStore("the store in a DynamoDB table that rejects writes which meet", "reject");
