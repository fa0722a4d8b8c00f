// The same export through the Bulk API 2.0 of jsforce, run by the Node that jsforce needs. Arguments: module, URL,
// token, query, file.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const [, , modulePath, instanceUrl, accessToken, soql, file] = process.argv;
const { default: jsforce } = await import(modulePath);
const connection = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
connection.bulk2.pollTimeout = 600_000;
const records = await connection.bulk2.query(soql, { pollTimeout: 600_000, pollInterval: 1_000 });
await pipeline(records.stream('csv'), createWriteStream(file));
