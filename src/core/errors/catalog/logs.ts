// Errors of debug logs: what keeps an org from collecting them.

export const logErrors = {
  'limit.logStorage': {
    advice: 'deleteLogs',
    retryable: false,
    text: 'The debug logs of {org} use up their 1,000 MB, so Salesforce sets no trace flag. Delete logs that are not needed any more, in the Debug Logs view or with “kinetic log delete”. Salesforce says: {message}',
  },
  'request.traceFlag': {
    advice: 'openSetup',
    retryable: false,
    text: 'Salesforce set no trace flag in {org}, so no logs are collected. See the trace flags in Setup › Debug Logs, and delete the one that is in the way. Salesforce says: {message}',
  },
  'server.logsUnknown': {
    advice: 'none',
    retryable: false,
    text: 'Debug logs deleted in {org}: {deleted}. Debug logs whose deletion is unknown, because no answer came: {unknown}. Refresh the list, and delete those that are still there. {message}',
  },
  'input.noUser': {
    advice: 'none',
    retryable: false,
    text: '{org} has no active user with the username, the full name or the ID “{name}”.',
  },
  'input.severalUsers': {
    advice: 'none',
    retryable: false,
    text: 'Several users of {org} have the name “{name}”. Choose one by username: {names}.',
  },
  'input.noDebugLevel': {
    advice: 'none',
    retryable: false,
    text: '{org} has no debug level “{name}”. Debug levels: {names}.',
  },
  'input.traceMinutes': {
    advice: 'none',
    retryable: false,
    text: 'Salesforce keeps a trace flag for less than 24 hours. Enter a number of minutes from 1 to {limit}, instead of “{found}”.',
  },
} as const;
