// The questions behind the offer: each takes a draft and gives back the draft with one answer changed, or goes back.
import { dirname } from 'node:path';
import { l10n, Uri, window } from 'vscode';
import type { ExportSpec } from '../../../core/core';
import { back, pickOne, type StepAnswer, type StepTitle } from '../../host/pick';
import type { ExportDeps } from './deps';
import { endingOf, isOverRest, withFormat, type Draft } from './draft';
import type { Step } from './offer';
import { askSoql } from './askSoql';
import type { Source } from './source';
import { isFree, targetOf } from './target';
import { formatName, recordsInWords } from './words';

export type Question = (draft: Draft, step: StepTitle, deps: ExportDeps) => Promise<StepAnswer<Draft>>;

export const questions: Readonly<Record<Exclude<Step, 'start'>, Question>> = {
  file: (draft) => askFile(draft),
  format: askFormat,
  records: askRecords,
  api: askApi,
  soql: changeSoql,
  org: askOrg,
};

/** The dialog itself asks before it gives the name of a file that is there. */
async function askFile(draft: Draft): Promise<StepAnswer<Draft>> {
  const { format, object, file = targetOf(object, format, undefined) } = draft;
  const names = { [formatName(format)]: [endingOf(format).slice(1)], [l10n.t('All files')]: ['*'] };
  const chosen = await window.showSaveDialog({
    title: l10n.t('Export {0}', object),
    saveLabel: l10n.t('Choose'),
    filters: names,
    ...(file !== undefined && { defaultUri: Uri.file(file) }),
  });
  return chosen ? { ...draft, file: chosen.fsPath, mayReplace: !(await isFree(chosen.fsPath)) } : back;
}

async function askFormat(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const format = await pickOne<ExportSpec['format']>(step, {
    placeholder: l10n.t('How should the records be written?'),
    choices: [
      {
        value: 'csv',
        label: formatName('csv'),
        detail: l10n.t('One line of columns, then a line a record; for spreadsheets and loads'),
      },
      { value: 'jsonl', label: formatName('jsonl'), detail: l10n.t('An object a line, parents nested; for programs') },
    ],
    offered: draft.format,
  });
  return format === back ? back : withFormat(draft, format);
}

async function askRecords(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const all = await pickOne<boolean>(step, {
    placeholder: l10n.t('Which records?'),
    choices: [
      { value: false, label: capital(recordsInWords(false)) },
      {
        value: true,
        label: capital(recordsInWords(true)),
        detail: l10n.t(
          'Also what lies in the recycle bin, and archived activities; ask for IsDeleted to tell them apart',
        ),
      },
    ],
    offered: draft.all,
  });
  return all === back ? back : { ...draft, all };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

async function askApi(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const { construct } = draft;
  const isRest = await pickOne<boolean>(step, {
    placeholder:
      construct === undefined
        ? l10n.t('Which API should fetch the records?')
        : l10n.t('The Bulk API does not take {0}; change the query to use it', construct),
    choices: [
      ...(construct === undefined
        ? [
            {
              value: false,
              label: l10n.t('Bulk API'),
              detail: l10n.t('A job in Salesforce finds the records; for any number of them'),
            },
          ]
        : []),
      {
        value: true,
        label: l10n.t('REST'),
        detail: l10n.t('At once and without a job in Salesforce, 2,000 records a call; for few records'),
      },
    ],
    offered: isOverRest(draft),
  });
  return isRest === back ? back : { ...draft, prefersRest: isRest };
}

/** The typed query stands in no file. */
async function changeSoql(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const soql = await askSoql(step, draft.source.soql);
  if (soql === back) return back;
  return soql === draft.source.soql ? draft : withSource(draft, { soql });
}

/** Another query may be of another object, after which a file that nobody chose is named. */
export async function withSource(draft: Draft, source: Source): Promise<Draft> {
  const { notBulkable, objectOf } = await import('../../../core/core');
  const object = objectOf(source.soql);
  const construct = notBulkable(source.soql);
  const { file } = draft;
  const folder = file === undefined ? undefined : dirname(file);
  const isGuessed = file !== undefined && file === targetOf(draft.object, draft.format, folder);
  const target = isGuessed ? targetOf(object, draft.format, folder) : file;
  return { ...draft, source, object, construct, file: target, mayReplace: draft.mayReplace && target === file };
}

async function askOrg(draft: Draft, step: StepTitle, { pickOrg, wake }: ExportDeps): Promise<StepAnswer<Draft>> {
  const org = await pickOrg(step, draft.org);
  return org === back ? back : { ...draft, org: await wake(org) };
}
