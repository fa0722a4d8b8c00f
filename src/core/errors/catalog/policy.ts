// What the policy of an org rejects, and how a person changes the policy. Nothing was sent.

export const policyErrors = {
  'policy.readOnly': {
    advice: 'changePolicy',
    retryable: false,
    text: '{org} is read-only on this computer, so this was not sent: {what}. To allow it, change the org’s policy in the Orgs view or with “kinetic policy”.',
  },
  'policy.rows': {
    advice: 'changePolicy',
    retryable: false,
    text: 'Row limit of {org} for one write from this computer: {limit}. This was not sent: {what}. Send fewer rows, or change the policy in the Orgs view or with “kinetic policy”.',
  },
  'policy.object': {
    advice: 'changePolicy',
    retryable: false,
    text: 'The policy of {org} on this computer protects {object}, so this was not sent: {what}. To allow it, change the policy in the Orgs view or with “kinetic policy”.',
  },
  'policy.unknownWrite': {
    advice: 'changePolicy',
    retryable: false,
    text: 'The policy of {org} on this computer limits objects or rows. The request does not show which objects or how many rows it writes, so it was not sent: {what}. To allow it, change the policy in the Orgs view or with “kinetic policy”.',
  },
  'policy.outsidePermit': {
    advice: 'report',
    retryable: false,
    text: 'The job in {org} was approved only to {granted}, so this was not sent: {what}.',
  },
  'policy.declined': {
    advice: 'none',
    retryable: false,
    text: 'Not confirmed, so this was not sent to {org}: {what}.',
  },
  'policy.wrongName': {
    advice: 'none',
    retryable: false,
    text: 'The text that you typed is not the name of the org {org}, so this was not done: {what}.',
  },
  'policy.fileChanged': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is no longer the file that you confirmed, so nothing of it was sent to {org}. Check the file, then start a new load.',
  },
  'policy.unconfirmed': {
    advice: 'none',
    retryable: false,
    text: 'A person must confirm this for {org}, which is not possible here, so it was not done: {what}. {how}',
  },
  'policy.unreadable': {
    advice: 'changePolicy',
    retryable: false,
    text: 'The policy of the organization {organization} on this computer cannot be read, so nothing is written to the org. Set the policy again in the Orgs view or with “kinetic policy”.',
  },
  'policy.unreadableJournal': {
    advice: 'none',
    retryable: false,
    text: 'A line of the write journal cannot be read, so the list may be missing a write: {file}, line {line}: {reason}. If a newer version of Kinetic wrote it, update Kinetic. If the file is damaged, restore it from a backup.',
  },
  'policy.noJournal': {
    advice: 'showLog',
    retryable: false,
    text: 'The write journal on this computer cannot be written ({reason}), so nothing is sent to {org}. Check the free space and the permissions of its folder.',
  },
} as const;
