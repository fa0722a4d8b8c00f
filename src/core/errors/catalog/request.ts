// Errors of requests that Salesforce rejected, could not process, or has no limit left for.

export const requestErrors = {
  'limit.requests': { advice: 'waitForLimit', retryable: false, text: 'The org has no API requests left: {message}' },
  'limit.concurrent': {
    advice: 'retry',
    retryable: true,
    text: 'The org is processing too many requests at the same time: {message}',
  },
  'limit.bulk': { advice: 'waitForLimit', retryable: false, text: 'The org’s Bulk API limit is used up: {message}' },
  'request.refused': {
    advice: 'none',
    retryable: false,
    text: 'Salesforce rejected the request ({errorCode}): {message}',
  },
  'request.notFound': { advice: 'none', retryable: false, text: 'Salesforce cannot find {what}: {message}' },
  'request.noAccess': {
    advice: 'openSetup',
    retryable: false,
    text: 'The user is not allowed to do this ({errorCode}): {message}',
  },
  'request.noHardDelete': {
    advice: 'openSetup',
    retryable: false,
    text: 'The user does not have the permission “Bulk API Hard Delete”, so nothing was deleted. An administrator can grant it: Setup › Permission Sets (or the user’s profile) › System Permissions › “Bulk API Hard Delete”.',
  },
  'request.badSoql': { advice: 'none', retryable: false, text: 'The query is not valid: {message}' },
  'request.notBulkable': {
    advice: 'none',
    retryable: false,
    text: 'The Bulk API cannot run this query: {reason}.',
  },
  'server.unavailable': {
    advice: 'retry',
    retryable: true,
    text: 'Salesforce is not available at the moment (HTTP {status}).',
  },
  'server.failed': { advice: 'showLog', retryable: true, text: 'Salesforce failed with HTTP {status}: {message}' },
  'server.unexpected': {
    advice: 'showLog',
    retryable: false,
    text: 'Salesforce sent an unexpected response to {what}: {message}',
  },
} as const;
