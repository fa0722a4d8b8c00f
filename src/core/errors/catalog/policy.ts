// What the policy of an org refuses: which org, which rule, and how a person changes it. Nothing was sent by then.

export const policyErrors = {
  'policy.readOnly': {
    advice: 'changePolicy',
    retryable: false,
    text: '{org} is read-only on this machine, so this was not sent: {what}. To write to it, change its policy in the Orgs view or with “kinetic policy”.',
  },
  'policy.rows': {
    advice: 'changePolicy',
    retryable: false,
    text: 'The policy of {org} on this machine allows at most {limit} rows at once, so this was not sent: {what}. Send fewer, or change the policy in the Orgs view or with “kinetic policy”.',
  },
  'policy.object': {
    advice: 'changePolicy',
    retryable: false,
    text: 'The policy of {org} on this machine protects {object}, so this was not sent: {what}. To write to it, change the policy in the Orgs view or with “kinetic policy”.',
  },
  'policy.unclear': {
    advice: 'changePolicy',
    retryable: false,
    text: 'The policy of {org} on this machine limits objects or rows, and nobody can tell which or how many this would write: {what}. It was not sent.',
  },
  'policy.outsidePermit': {
    advice: 'report',
    retryable: false,
    text: 'A job in {org} that was allowed to {granted} wanted to do something else, which was not sent: {what}.',
  },
  'policy.declined': {
    advice: 'none',
    retryable: false,
    text: 'Nobody agreed to it, so this was not sent to {org}: {what}.',
  },
  'policy.wrongName': {
    advice: 'none',
    retryable: false,
    text: 'What was typed is not the name of the org {org}, so this was not sent: {what}.',
  },
  'policy.otherFile': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} was changed while somebody was asked about it, so nothing was sent to {org}. Load it again.',
  },
  'policy.unconfirmed': {
    advice: 'none',
    retryable: false,
    text: '{org} is only written to when a person agrees, and nobody could be asked: {what}. {how}',
  },
  'policy.unreadable': {
    advice: 'changePolicy',
    retryable: false,
    text: 'The policy of the organization {organization} on this machine cannot be read, so nothing is written to it. Set it anew in the Orgs view or with “kinetic policy”.',
  },
  'policy.noJournal': {
    advice: 'showLog',
    retryable: false,
    text: 'The journal of writes on this machine cannot be written ({reason}), so nothing is sent to {org}.',
  },
} as const;
