// The questions of an export: each changes one answer of the draft, or goes back.
import { dirname } from 'node:path';
import { l10n, Uri, window } from 'vscode';
import type { ExportSpec } from '../../../core/core';
import { back, pickOne, type StepAnswer, type StepTitle } from '../../host/pick';
import type { ExportDeps } from './deps';
import { endingOf, isOverRest, withFormat, type ExportDraft } from './draft';
import type { Step } from './offer';
import { askSoql } from './askSoql';
import { constructIn } from './orgQuestions';
import type { Source } from './source';
import { isFree, targetOf } from './target';
import { formatName, numbersInWords, scopeInWords } from './words';

export type DraftQuestion = (draft: ExportDraft, step: StepTitle, deps: ExportDeps) => Promise<StepAnswer<ExportDraft>>;

export const questions: Readonly<Record<Exclude<Step, 'start'>, DraftQuestion>> = {
  file: (draft) => askFile(draft),
  format: askFormat,
  records: askRecords,
  numbers: askNumbers,
  api: askApi,
  soql: changeSoql,
  org: askOrg,
};

/** The save dialog itself asks before it returns an existing file. */
async function askFile(draft: ExportDraft): Promise<StepAnswer<ExportDraft>> {
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

async function askFormat(draft: ExportDraft, step: StepTitle): Promise<StepAnswer<ExportDraft>> {
  const format = await pickOne<ExportSpec['format']>(step, {
    placeholder: l10n.t('Which format should the file have?'),
    choices: [
      {
        value: 'csv',
        label: formatName('csv'),
        detail: l10n.t('A header line and one line per record; for spreadsheets and loads'),
      },
      {
        value: 'jsonl',
        label: formatName('jsonl'),
        detail: l10n.t('One JSON object per line, with nested parents; for programs'),
      },
    ],
    offered: draft.format,
  });
  return format === back ? back : withFormat(draft, format);
}

async function askRecords(draft: ExportDraft, step: StepTitle): Promise<StepAnswer<ExportDraft>> {
  const all = await pickOne<boolean>(step, {
    placeholder: l10n.t('Which records?'),
    choices: [
      { value: false, label: capital(scopeInWords(false)) },
      {
        value: true,
        label: capital(scopeInWords(true)),
        detail: l10n.t('Includes the Recycle Bin and archived activities; add the field IsDeleted to tell them apart'),
      },
    ],
    offered: draft.all,
  });
  return all === back ? back : { ...draft, all };
}

async function askNumbers(draft: ExportDraft, step: StepTitle): Promise<StepAnswer<ExportDraft>> {
  const plainNumbers = await pickOne<boolean>(step, {
    placeholder: l10n.t('How should large and very small numbers be written?'),
    choices: [
      { value: false, label: capital(numbersInWords(false)), detail: l10n.t('The file has what the Bulk API returns') },
      { value: true, label: capital(numbersInWords(true)), detail: l10n.t('The same values, with all decimal places') },
    ],
    offered: draft.plainNumbers,
  });
  return plainNumbers === back ? back : { ...draft, plainNumbers };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

async function askApi(draft: ExportDraft, step: StepTitle): Promise<StepAnswer<ExportDraft>> {
  const { construct } = draft;
  const isRest = await pickOne<boolean>(step, {
    placeholder:
      construct === undefined
        ? l10n.t('Which API should export the records?')
        : l10n.t('The Bulk API does not support {0}; to use it, change the query', construct),
    choices: [
      ...(construct === undefined
        ? [
            {
              value: false,
              label: l10n.t('Bulk API'),
              detail: l10n.t('A job in Salesforce collects the records; for any number of records'),
            },
          ]
        : []),
      {
        value: true,
        label: l10n.t('REST'),
        detail: l10n.t('Immediately and without a job in Salesforce, 2,000 records per call; for small exports'),
      },
    ],
    offered: isOverRest(draft),
  });
  return isRest === back ? back : { ...draft, prefersRest: isRest };
}

/** A query that was typed has no origin in a file. */
async function changeSoql(draft: ExportDraft, step: StepTitle, deps: ExportDeps): Promise<StepAnswer<ExportDraft>> {
  const soql = await askSoql(step, draft.source.soql);
  if (soql === back) return back;
  return soql === draft.source.soql ? draft : withSource(draft, { soql }, deps);
}

/** Another query may be about another object; a guessed file name changes with it. */
export async function withSource(draft: ExportDraft, source: Source, deps: ExportDeps): Promise<ExportDraft> {
  const { objectOf } = await import('../../../core/core');
  const object = objectOf(source.soql);
  const construct = await constructIn(source.soql, draft.org, deps);
  const { file } = draft;
  const folder = file === undefined ? undefined : dirname(file);
  const isGuessed = file !== undefined && file === targetOf(draft.object, draft.format, folder);
  const target = isGuessed ? targetOf(object, draft.format, folder) : file;
  return { ...draft, source, object, construct, file: target, mayReplace: draft.mayReplace && target === file };
}

async function askOrg(
  draft: ExportDraft,
  step: StepTitle,
  { pickOrg, ensureRunning }: ExportDeps,
): Promise<StepAnswer<ExportDraft>> {
  const org = await pickOrg(step, draft.org);
  return org === back ? back : { ...draft, org: await ensureRunning(org) };
}
