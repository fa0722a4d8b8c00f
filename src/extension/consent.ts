// Asks a person before something is written: orgs with that policy want a yes, what destroys wants the org's name typed.
import { l10n, window } from 'vscode';
import type { Consent, WriteQuestion } from '../core/ports';
import { fileNameOf } from './host/fileName';
import { askText, back, type StepAnswer } from './host/pick';
import { flowTitle, recordCount, writeInWords } from './features/load/words';

/** A question that is closed throws, as one that is closed in any other flow does. */
export function createConsent(): Consent {
  return {
    program: 'VS Code',
    ask: async (question, signal) => {
      signal.throwIfAborted();
      const typed = question.typed ? await askName(question) : undefined;
      if (typed === back) return { agreed: false };
      // Who types the name has read what will happen and where.
      return typed === undefined ? { agreed: await confirm(question) } : { agreed: true, typed };
    },
  };
}

/** The core compares again; to say it here spares a start from the beginning. */
function askName(question: WriteQuestion): Promise<StepAnswer<string>> {
  const { org, file } = question;
  const title = file === undefined ? org.label : flowTitle(file, org);
  return askText(
    { title, canGoBack: true },
    {
      prompt: whyName(question) + wantedBy(question),
      placeholder: org.label,
      check: (text) =>
        text === org.label || text === org.username ? undefined : l10n.t('This is not the name of the org.'),
    },
  );
}

function whyName(question: WriteQuestion): string {
  const { org, operations } = question;
  const objects = objectsOf(question);
  if (operations.includes('hardDelete'))
    return l10n.t(
      '{0} of {1} will be deleted for good, past the recycle bin; the user needs the permission “Bulk API Hard Delete”. Type “{2}” to go on.',
      rowsOf(question),
      objects,
      org.label,
    );
  if (operations.length === 1 && operations[0] === 'delete')
    return l10n.t('{0} of {1} will be deleted. Type “{2}” to go on.', rowsOf(question), objects, org.label);
  return l10n.t(
    'This may change or delete anything in the org: {0}. Type “{1}” to go on.',
    whatOf(question),
    org.label,
  );
}

async function confirm(question: WriteQuestion): Promise<boolean> {
  const { org } = question;
  const [text, detail, go] = question.file === undefined ? callWords(question) : loadWords(question, question.file);
  const isProduction = org.kind === 'production';
  const button = isProduction ? l10n.t('{0} in Production', go) : go;
  return (
    (await window.showWarningMessage(text, { modal: true, detail: detail + wantedBy(question) }, button)) === button
  );
}

/** Another one than the person who is asked. */
const wantedBy = ({ startedBy }: WriteQuestion): string =>
  startedBy === undefined ? '' : ` ${l10n.t('{0} wants this.', startedBy)}`;

type Words = readonly [text: string, detail: string, go: string];

function loadWords(question: WriteQuestion, file: string): Words {
  const { org, operations } = question;
  const [operation = 'unknown'] = operations;
  const go = writeInWords(operation);
  const about = [rowsOf(question), objectsOf(question), org.label] as const;
  return [
    org.kind === 'production'
      ? l10n.t('Load {0} of {1} into the PRODUCTION org {2}?', ...about)
      : l10n.t('Load {0} of {1} into the org {2}?', ...about),
    l10n.t('{0} of {1} as {2} at {3}.', go, fileNameOf(file), org.username, org.instanceUrl),
    go,
  ];
}

function callWords(question: WriteQuestion): Words {
  const { org } = question;
  return [
    org.kind === 'production'
      ? l10n.t('Write to the PRODUCTION org {0}?', org.label)
      : l10n.t('Write to the org {0}?', org.label),
    l10n.t('{0} as {1} at {2}.', whatOf(question), org.username, org.instanceUrl),
    l10n.t('Write'),
  ];
}

function whatOf(question: WriteQuestion): string {
  const what = question.operations.map(writeInWords).join(', ');
  if (!question.objects?.length) return what;
  return l10n.t('{0}: {1} of {2}', what, rowsOf(question), objectsOf(question));
}

const rowsOf = ({ rows, isEstimate = false }: WriteQuestion): string =>
  rows === undefined ? l10n.t('Rows') : recordCount({ count: rows, exact: !isEstimate });

const objectsOf = ({ objects = [] }: WriteQuestion): string => objects.join(', ');
