// The first question of an export: the guess as one line to accept, followed by everything that can be changed.
import { l10n } from 'vscode';
import type { Choice, Heading } from '../../host/pick';
import { isOverRest, type ExportDraft } from './draft';
import { apiName, fileInWords, formatName, offerDetail, scopeInWords, shortened } from './words';

export type Step = 'start' | 'file' | 'format' | 'records' | 'api' | 'soql' | 'org';

export function offerChoices(draft: ExportDraft): readonly (Choice<Step> | Heading)[] {
  return [firstChoice(draft), { heading: l10n.t('Change') }, ...changes(draft)];
}

function firstChoice(draft: ExportDraft): Choice<Step> {
  const detail = offerDetail(draft);
  const { file, object } = draft;
  if (file === undefined)
    return { value: 'file', label: `$(folder) ${l10n.t('Choose where to save {0}…', object)}`, detail };
  return {
    value: 'start',
    label: `$(cloud-download) ${l10n.t('Export {0} → {1}', object, fileInWords(file))}`,
    detail,
  };
}

function changes(draft: ExportDraft): readonly Choice<Step>[] {
  const { file, format, all, source, org, construct } = draft;
  const isRest = isOverRest(draft);
  return [
    {
      value: 'file',
      label: `$(file) ${l10n.t('File: {0}', file === undefined ? '—' : fileInWords(file))}`,
      ...(draft.mayReplace && { description: l10n.t('replaces the existing file') }),
    },
    { value: 'format', label: `$(symbol-file) ${l10n.t('Format: {0}', formatName(format))}` },
    { value: 'records', label: `$(trash) ${l10n.t('Records: {0}', scopeInWords(all))}` },
    {
      value: 'api',
      label: `$(${isRest ? 'plug' : 'rocket'}) ${l10n.t('API: {0}', apiName(isRest))}`,
      description:
        construct === undefined
          ? isRest
            ? l10n.t('2,000 records per call; the Bulk API is faster for large exports')
            : l10n.t('any number of records')
          : l10n.t('the Bulk API does not support {0}', construct),
    },
    { value: 'soql', label: `$(code) ${l10n.t('Query: {0}', shortened(source.soql))}` },
    { value: 'org', label: `$(cloud) ${l10n.t('Org: {0}', org.label)}`, description: org.instanceUrl },
  ];
}
