// Errors of requests with several parts, found before the request is sent.

export const compositeErrors = {
  'request.noParts': { advice: 'none', retryable: false, text: 'The request is empty: there is nothing to send.' },
  'request.tooManyParts': {
    advice: 'none',
    retryable: false,
    text: 'The request has {found} parts. Salesforce accepts at most {limit} in one request. Send several requests.',
  },
  'request.tooManyQueries': {
    advice: 'none',
    retryable: false,
    text: 'The request has {found} queries and collections. Salesforce accepts at most {limit} in one request. Send several requests.',
  },
  'request.tooManyGraphs': {
    advice: 'none',
    retryable: false,
    text: 'The request has {found} graphs. Salesforce accepts at most {limit} in one request. Send several requests.',
  },
  'request.tooManyRecords': {
    advice: 'none',
    retryable: false,
    text: 'The request has {found} records. Salesforce accepts at most {limit} in one request. Send several requests.',
  },
  'request.tooManyKinds': {
    advice: 'none',
    retryable: false,
    text: 'The request has {found} different kinds of records or calls. Salesforce accepts at most {limit} in one request. Send several requests.',
  },
  'request.tooDeep': {
    advice: 'none',
    retryable: false,
    text: '“{name}” is on level {found}. Salesforce accepts at most {limit} levels. Send the levels below in another request.',
  },
  'request.badName': {
    advice: 'none',
    retryable: false,
    text: '“{name}” is not a valid name for a part. A name starts with a letter or digit, contains only letters, digits and underscores, and has fewer than 40 characters.',
  },
  'request.duplicateName': {
    advice: 'none',
    retryable: false,
    text: 'The name “{name}” appears twice in the request. Each part needs its own name.',
  },
  'request.unknownReference': {
    advice: 'none',
    retryable: false,
    text: 'Part “{part}” refers to “{name}”, but the request has no part with that name. Text that only looks like a reference cannot be sent this way.',
  },
  'request.laterReference': {
    advice: 'none',
    retryable: false,
    text: 'Part “{part}” refers to “{name}”, which comes later. A part can only refer to earlier parts.',
  },
  'request.noReferences': {
    advice: 'none',
    retryable: false,
    text: 'Part “{part}” refers to “{name}”, but the parts of a batch cannot refer to each other. Send a composite request instead.',
  },
  'request.notInGraph': {
    advice: 'none',
    retryable: false,
    text: 'Part “{part}” cannot be in a graph. A graph can only create, read, update, upsert or delete single records.',
  },
  'request.mixedRoots': {
    advice: 'none',
    retryable: false,
    text: 'The record “{name}” is of the object {object}, but the first record is of {expected}. All top-level records must be of one object.',
  },
  'request.circularTree': {
    advice: 'none',
    retryable: false,
    text: 'The record “{name}” is one of its own descendants. Remove it from the children.',
  },
} as const;
