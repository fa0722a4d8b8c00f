// The first question of an export: the guess as one line to accept, followed by everything that can be changed.
import { l10n } from 'vscode';
import type { Choice, Heading } from '../../host/pick';
import { isOverRest, type ExportDraft } from './draft';
import { apiName, fileInWords, formatName, numbersInWords, offerDetail, scopeInWords, shortened } from './words';

export type Step = 'start' | 'file' | 'format' | 'records' | 'numbers' | 'api' | 'soql' | 'org';

export function offerChoices(draft: ExportDraft): readonly (Choice<Step> | Heading)[] {
  return [firstChoice(draft), { heading: l10n.t('Change') }, ...changes(draft)];
}

function firstChoice(draft: ExportDraft): Choice<Step> {
  const detail = offerDetail(draft);
  const { file, object } = draft;
  if (file === undefined)
    return { value: 'file', icon: 'folder', label: l10n.t('Choose where to save {0}…', object), detail };
  return {
    value: 'start',
    icon: 'cloud-download',
    label: l10n.t('Export {0} → {1}', object, fileInWords(file)),
    detail,
  };
}

function changes(draft: ExportDraft): readonly Choice<Step>[] {
  const { file, format, all, plainNumbers, source, org, construct } = draft;
  const isRest = isOverRest(draft);
  return [
    {
      value: 'file',
      icon: 'file',
      label: l10n.t('File: {0}', file === undefined ? '—' : fileInWords(file)),
      ...(draft.mayReplace && { description: l10n.t('replaces the existing file') }),
    },
    { value: 'format', icon: 'symbol-file', label: l10n.t('Format: {0}', formatName(format)) },
    { value: 'records', icon: 'trash', label: l10n.t('Records: {0}', scopeInWords(all)) },
    ...(isRest
      ? []
      : [
          {
            value: 'numbers' as const,
            icon: 'symbol-number',
            label: l10n.t('Numbers: {0}', numbersInWords(plainNumbers)),
          },
        ]),
    {
      value: 'api',
      icon: isRest ? 'plug' : 'rocket',
      label: l10n.t('API: {0}', apiName(isRest)),
      description:
        construct === undefined
          ? isRest
            ? l10n.t('2,000 records per call; the Bulk API is faster for large exports')
            : l10n.t('any number of records')
          : l10n.t('the Bulk API does not support {0}', construct),
    },
    { value: 'soql', icon: 'code', label: l10n.t('Query: {0}', shortened(source.soql)) },
    { value: 'org', icon: 'cloud', label: l10n.t('Org: {0}', org.label), description: org.instanceUrl },
  ];
}
