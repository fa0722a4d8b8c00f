// Asks the user before a write where the policy of the org requires it; destructive writes need the org's name typed.
import { l10n } from 'vscode';
import type { Consent, WriteQuestion } from '../core/ports';
import { shortFileName } from './host/fileName';
import { askModal } from './host/messages';
import { askText, back, type StepAnswer } from './host/pick';
import { withoutMiddle } from './host/plainText';
import { recordsInWords } from './words/counts';
import { deletionTitle, writeInWords } from './words/operation';
import { formatCount } from './words/quantities';

/** A question that is closed throws, like every other question that is closed. */
export function createConsent(): Consent {
  return {
    program: 'VS Code',
    ask: async (question, signal) => {
      signal.throwIfAborted();
      const typed = question.typed ? await askName(question) : undefined;
      if (typed === back) return { agreed: false };
      // Typing the name answers the same question, so no second dialog follows.
      return typed === undefined ? { agreed: await confirm(question) } : { agreed: true, typed };
    },
  };
}

/** The core compares the name again. It is compared here, too, so that a typo does not end the whole command. */
function askName(question: WriteQuestion): Promise<StepAnswer<string>> {
  const { org, file } = question;
  // Of the writes of a file, only deletions need the name.
  const title = file === undefined ? org.label : deletionTitle(file, org);
  return askText(
    { title, canGoBack: true },
    {
      prompt: [reasonToType(question), ...requestedBy(question)].join(' '),
      placeholder: org.label,
      check: (text) =>
        text === org.label || text === org.username ? undefined : l10n.t('This is not the name of the org.'),
    },
  );
}

function reasonToType(question: WriteQuestion): string {
  const { org, operations } = question;
  if (operations.includes('hardDelete'))
    return l10n.t(
      'This permanently deletes {0}, without using the Recycle Bin. It needs the permission “Bulk API Hard Delete”. Type “{1}” to continue.',
      recordsOf(question),
      org.label,
    );
  if (operations.length === 1 && operations[0] === 'delete')
    return l10n.t('This deletes {0}. Type “{1}” to continue.', recordsOf(question), org.label);
  if (operations.length === 1 && operations[0] === 'apexRollback')
    return l10n.t(
      'This runs Apex and rolls it back. Callouts and immediate events of classes that it calls are not rolled back. Type “{0}” to continue.',
      org.label,
    );
  return l10n.t(
    'This can change or delete any data in the org: {0}. Type “{1}” to continue.',
    whatOf(question),
    org.label,
  );
}

async function confirm(question: WriteQuestion): Promise<boolean> {
  const { org } = question;
  const { text, detail, action } = dialogOf(question);
  const button = org.kind === 'production' ? l10n.t('{0} in Production', action) : action;
  const dialog = { question: text, detail: [...detail, ...requestedBy(question)], buttons: [button] };
  return (await askModal(dialog)) === button;
}

/** Only when another program than this window asks for the write. */
const requestedBy = ({ startedBy }: WriteQuestion): readonly string[] =>
  startedBy === undefined ? [] : [l10n.t('Requested by {0}.', brief(startedBy))];

interface Dialog {
  readonly text: string;
  readonly detail: readonly string[];
  readonly action: string;
}

function loadDialog(question: WriteQuestion, file: string): Dialog {
  const [operation = 'unknown'] = question.operations;
  return {
    text: loadText(question),
    detail: [l10n.t('File: {0}', shortFileName(file)), ...whoAndWhere(question)],
    action: writeInWords(operation),
  };
}

function loadText(question: WriteQuestion): string {
  const names = [recordsOf(question), orgOf(question)] as const;
  switch (question.operations[0]) {
    case 'insert':
      return l10n.t('Insert {0} into {1}?', ...names);
    case 'update':
      return l10n.t('Update {0} in {1}?', ...names);
    case 'upsert':
      return l10n.t('Upsert {0} into {1}?', ...names);
    default:
      return l10n.t('Delete {0} from {1}?', ...names);
  }
}

function dialogOf(question: WriteQuestion): Dialog {
  if (question.file !== undefined) return loadDialog(question, question.file);
  return question.operations.every((operation) => operation === 'deleteLogs')
    ? logsDialog(question)
    : callDialog(question);
}

const logsDialog = (question: WriteQuestion): Dialog => ({
  text:
    question.rows === 1
      ? l10n.t('Delete 1 debug log from {0}?', orgOf(question))
      : l10n.t('Delete {0} debug logs from {1}?', formatCount(question.rows ?? 0), orgOf(question)),
  detail: [l10n.t('Salesforce deletes them for all users. Records are not changed.'), ...whoAndWhere(question)],
  action: l10n.t('Delete'),
});

const callDialog = (question: WriteQuestion): Dialog => ({
  text: l10n.t('Write to {0}?', orgOf(question)),
  detail: [whatOf(question), ...whoAndWhere(question)],
  action: l10n.t('Write'),
});

/** No name is so long that the rest of the question leaves the dialog. */
const brief = (name: string): string => withoutMiddle(name, 80);

const whoAndWhere = ({ org }: WriteQuestion): readonly string[] => [
  l10n.t('User: {0}', brief(org.username)),
  l10n.t('Instance URL: {0}', brief(org.instanceUrl)),
];

const orgOf = ({ org }: WriteQuestion): string =>
  org.kind === 'production'
    ? l10n.t('the PRODUCTION org “{0}”', brief(org.label))
    : l10n.t('the org “{0}”', brief(org.label));

function whatOf(question: WriteQuestion): string {
  const what = question.operations.map(writeInWords).join(', ');
  return question.objects?.length ? l10n.t('{0}: {1}', what, recordsOf(question)) : what;
}

const recordsOf = ({ rows, objects = [] }: WriteQuestion): string =>
  recordsInWords(rows === undefined ? undefined : { count: rows, exact: true }, brief(objects.join(', ')));
