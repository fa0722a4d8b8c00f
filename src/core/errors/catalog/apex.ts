// Why a rollback run of Apex is refused: what the code has, why that cannot be rolled back, what to do.

export const apexErrors = {
  'input.apexUnreadable': {
    advice: 'fixFile',
    retryable: false,
    text: 'The code cannot be read from here on, so nothing was sent: a rollback run must know each place where the code can end. Check whether a bracket, a quote or a semicolon is missing, or whether a value is returned outside of a method. Without a rollback, Salesforce says what is wrong.',
  },
  'input.apexNeverEnds': {
    advice: 'fixFile',
    retryable: false,
    text: 'Salesforce accepts no statement after this code, because nothing could reach it, as after a loop without an end. A rollback run needs one there. Nothing ran.',
  },
  'input.rollbackCallout': {
    advice: 'fixFile',
    retryable: false,
    text: '{call} calls another system, and no rollback takes that back. Nothing was sent. Remove the call for this run, or run the code without a rollback.',
  },
  'input.rollbackEvent': {
    advice: 'fixFile',
    retryable: false,
    text: '{call} publishes an event immediately if its definition says so, and no rollback takes that back. Nothing was sent. Remove the call for this run, or run the code without a rollback.',
  },
  'input.rollbackCache': {
    advice: 'fixFile',
    retryable: false,
    text: '{call} changes the platform cache, which is not part of the transaction. Nothing was sent. Remove the call for this run, or run the code without a rollback.',
  },
  'input.rollbackOutside': {
    advice: 'fixFile',
    retryable: false,
    text: '{call} saves outside of the transaction, so no rollback takes it back. Nothing was sent. Remove the call for this run, or run the code without a rollback.',
  },
  'input.rollbackUnknown': {
    advice: 'fixFile',
    retryable: false,
    text: 'Salesforce does not document that a rollback takes {call} back. Nothing was sent. Remove the call for this run, or run the code without a rollback.',
  },
} as const;
