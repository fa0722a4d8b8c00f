// The part of the catalog that is about requests of many parts: what is wrong with one before it is sent.

export const compositeErrors = {
  'request.noParts': { advice: 'none', retryable: false, text: 'The request is empty: there is nothing to send.' },
  'request.tooManyParts': {
    advice: 'smallerParts',
    retryable: false,
    text: 'The request has {found} parts. Salesforce takes at most {limit} at once.',
  },
  'request.tooManyQueries': {
    advice: 'smallerParts',
    retryable: false,
    text: 'The request has {found} queries and collections. Salesforce takes at most {limit} in one request.',
  },
  'request.tooManyGraphs': {
    advice: 'smallerParts',
    retryable: false,
    text: 'The request has {found} graphs. Salesforce takes at most {limit} at once.',
  },
  'request.tooManyRecords': {
    advice: 'smallerParts',
    retryable: false,
    text: 'The request has {found} records. Salesforce takes at most {limit} at once.',
  },
  'request.tooMixed': {
    advice: 'smallerParts',
    retryable: false,
    text: 'The request mixes {found} kinds of records or calls. Salesforce takes at most {limit} at once.',
  },
  'request.tooDeep': {
    advice: 'none',
    retryable: false,
    text: '“{name}” lies {found} levels deep. Salesforce takes at most {limit}.',
  },
  'request.badName': {
    advice: 'none',
    retryable: false,
    text: '“{name}” cannot be a name within the request: a name begins with a letter or digit, holds only letters, digits and underscores, and has fewer than 40 of them.',
  },
  'request.duplicateName': {
    advice: 'none',
    retryable: false,
    text: '“{name}” stands twice in the request. Each part needs a name of its own.',
  },
  'request.unknownReference': {
    advice: 'none',
    retryable: false,
    text: 'Part “{part}” uses the answer to “{name}”, but there is no part of that name beside it. Text that only looks like a reference cannot be sent this way.',
  },
  'request.laterReference': {
    advice: 'none',
    retryable: false,
    text: 'Part “{part}” uses the answer to “{name}”, which is not there yet. Only earlier parts can be used.',
  },
  'request.noReferences': {
    advice: 'none',
    retryable: false,
    text: 'Part “{part}” uses the answer to “{name}”, but parts of a batch do not know each other. Send a composite request instead.',
  },
  'request.notInGraph': {
    advice: 'none',
    retryable: false,
    text: 'Part “{part}” cannot stand in a graph. A graph takes single records: create, read, update, upsert, delete.',
  },
  'request.mixedRoots': {
    advice: 'none',
    retryable: false,
    text: 'The record “{name}” is of the object {object}, the first one of {expected}. All records at the top must be of one object.',
  },
  'request.withinItself': {
    advice: 'none',
    retryable: false,
    text: 'The record “{name}” stands among its own children.',
  },
} as const;
