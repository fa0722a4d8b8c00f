// The same load through the Bulk API 2.0 of jsforce, run by the Node that jsforce needs. Arguments: module, URL, token,
// file.
import { createReadStream } from 'node:fs';

const [, , modulePath, instanceUrl, accessToken, file] = process.argv;
const { default: jsforce } = await import(modulePath);
const connection = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
connection.bulk2.pollTimeout = 600_000;
const results = await connection.bulk2.loadAndWaitForResults({
  object: 'Account',
  operation: 'upsert',
  externalIdFieldName: 'External_Id__c',
  input: createReadStream(file),
  pollTimeout: 600_000,
  pollInterval: 1_000,
});
process.stdout.write(
  JSON.stringify({ succeeded: results.successfulResults.length, failed: results.failedResults.length }),
);
