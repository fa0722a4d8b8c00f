// Errors of requests that Salesforce rejected, could not process, or has no limit left for.

export const requestErrors = {
  'limit.requests': {
    advice: 'waitForLimit',
    retryable: false,
    text: 'The org has no API requests left. Try again when some are available; Setup › Company Information shows their use. Salesforce says: {message}',
  },
  'limit.concurrent': {
    advice: 'retry',
    retryable: true,
    text: 'The org is processing too many requests at the same time. Try again in a few minutes. Salesforce says: {message}',
  },
  'limit.bulk': {
    advice: 'waitForLimit',
    retryable: false,
    text: 'The org has used up its Bulk API limit. Try again when the limit is available again; “Check Org Readiness” (kinetic check) shows how much is left. Salesforce says: {message}',
  },
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
  'request.jwtInSoap': {
    advice: 'signInAgain',
    retryable: false,
    text: 'The session of {org} is a JSON web token, which Salesforce accepts in SOAP calls only from API version 68.0 on. Turn off JWT-based access tokens in the app of the login, then sign in again.',
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
    text: 'Salesforce is not available at the moment (HTTP {status}). Try again in a few minutes.',
  },
  'server.failed': { advice: 'showLog', retryable: true, text: 'Salesforce failed with HTTP {status}: {message}' },
  'server.tooLarge': {
    advice: 'none',
    retryable: false,
    text: 'The response to {what} is larger than {limitMb} MB, the maximum for one response. Request fewer fields or records, or export them to a file.',
  },
  'server.tooDeep': {
    advice: 'showLog',
    retryable: false,
    text: 'The response to {what} cannot be read: its values are nested on more than {levels} levels. Check that the address is that of a Salesforce org.',
  },
  'server.unexpected': {
    advice: 'showLog',
    retryable: false,
    text: 'Salesforce sent an unexpected response to {what}: {message}',
  },
} as const;
