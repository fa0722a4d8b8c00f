// The first question of a load: the guess as one line to accept, followed by everything that can be changed.
import { l10n } from 'vscode';
import { isDeletion, sendsOnlyIds, type LoadGap } from '../../../core/core';
import type { Choice, Heading, ThemedImage } from '../../host/pick';
import { plural } from '../../words/counts';
import { encodingName } from '../../words/encoding';
import { formatCount } from '../../words/quantities';
import { blanksChoice } from './blanks';
import { naChoice, naFact } from './naCells';
import { acceptMeaning, reasonInWords } from './columnWords';
import { columnsSent, gapOf, hasTimes, needsTimeZone, openOf, type Draft } from './draft';
import { findingChoices, type FindingStep } from './findingWords';
import type { Findings } from './findings';
import { toCheck } from './mappingStep';
import { routeChoice, routeOf } from './route';
import { saveChoice, saveFacts } from './saveOptions';
import {
  delimiterInWords,
  fileFacts,
  gapInWords,
  guessReason,
  loadOperation,
  offerLabel,
  operationMeaning,
} from './words';

export type Step =
  | FindingStep
  | 'start'
  | 'openFile'
  | 'object'
  | 'operation'
  | 'externalId'
  | 'org'
  | 'mapping'
  | 'timeZone'
  | 'blanks'
  | 'naCells'
  | 'route'
  | 'save'
  | 'file'
  | 'parallel';

export function offerChoices(
  draft: Draft,
  deleteIcon?: ThemedImage,
  findings: Findings = {},
): readonly (Choice<Step> | Heading)[] {
  return [
    firstChoice(draft, deleteIcon),
    ...findingChoices(findings, draft.operation),
    { heading: l10n.t('Change') },
    ...changes(draft),
  ];
}

function firstChoice(draft: Draft, deleteIcon: ThemedImage | undefined): Choice<Step> {
  const gap = gapOf(draft);
  const detail = [
    fileFacts(draft.inspection),
    ...leftOut(draft),
    ...zone(draft),
    ...cleared(draft),
    ...naFact(draft),
    ...saveFacts(draft),
  ].join(' · ');
  const open = openOf(draft);
  if (draft.guess && open.length > 0)
    return { value: 'mapping', icon: 'question', label: toCheck(open.length), description: namesOf(open), detail };
  if (gap === undefined && needsTimeZone(draft))
    return { value: 'timeZone', icon: 'question', label: l10n.t('The times of the file need a time zone'), detail };
  if (gap === undefined && draft.guess) {
    const label = offerLabel(draft, draft.guess.object, routeOf(draft).api);
    if (isDeletion(draft.operation)) return { value: 'start', label, detail, ...(deleteIcon && { icon: deleteIcon }) };
    return { value: 'start', icon: 'cloud-upload', label, detail };
  }
  return { value: remedyOf(gap, draft), icon: 'error', label: gapInWords(gap, draft), detail };
}

/** The question or, for what is wrong in the file itself, the file. */
function remedyOf(gap: LoadGap | undefined, { mappingFile }: Draft): Step {
  switch (gap?.lacks) {
    case 'column':
    case 'externalId':
      return 'operation';
    case 'mappedColumn':
    case 'field':
      return 'mapping';
    case 'visibleName':
      return mappingFile ? 'mapping' : 'openFile';
    case 'columns':
    case 'object':
    case undefined:
      return 'object';
  }
}

const namesOf = (columns: readonly { readonly column: string }[]): string =>
  columns.map(({ column }) => column).join(', ');

/** Shown beside the first choice, so that no column is left out unseen. */
function leftOut(draft: Draft): readonly string[] {
  const sent = columnsSent(draft);
  const left = draft.inspection.columns.filter((column) => !sent.includes(column));
  if (left.length === 0) return [];
  const count = formatCount(left.length);
  if (sent.length === 1) {
    return [
      l10n.t(
        plural(left.length, {
          one: 'sends only {0}; {1} column left out',
          other: 'sends only {0}; {1} columns left out',
        }),
        sent.join(),
        count,
      ),
    ];
  }
  return [left.length > 3 ? l10n.t('{0} columns left out', count) : l10n.t('{0} left out', left.join(', '))];
}

/** One that was chosen for an earlier file may not be that of this file. */
const zone = (draft: Draft): readonly string[] =>
  draft.timeZone !== undefined && hasTimes(draft) ? [l10n.t('times in {0}', draft.timeZone)] : [];

const cleared = ({ blanks, operation }: Draft): readonly string[] =>
  blanks === 'clear' && !sendsOnlyIds(operation) ? [l10n.t('blank cells clear the field')] : [];

function changes(draft: Draft): readonly Choice<Step>[] {
  const { guess, org, operation } = draft;
  const { api, calls = 1 } = routeOf(draft);
  const hasParts = api === 'bulk' || (api !== 'rest' && calls > 1);
  const list: Choice<Step>[] = [
    {
      value: 'object',
      icon: 'database',
      label: l10n.t('Object: {0}', guess?.object ?? '—'),
      ...(guess && { description: guessReason(guess) }),
    },
    {
      value: 'operation',
      icon: 'arrow-swap',
      label: l10n.t('Operation: {0}', loadOperation(operation, api)),
      description: operationMeaning(operation),
    },
  ];
  if (operation === 'upsert') {
    list.push({ value: 'externalId', icon: 'key', label: l10n.t('Key: {0}', draft.externalIdField ?? '—') });
  }
  if (guess && !sendsOnlyIds(operation)) list.push(mappingChoice(draft));
  if (hasTimes(draft))
    list.push({ value: 'timeZone', icon: 'clock', label: l10n.t('Time zone: {0}', draft.timeZone ?? '—') });
  const blanks = blanksChoice<Step>(draft, 'blanks');
  const naCells = naChoice<Step>(draft, 'naCells');
  const save = saveChoice<Step>(draft, 'save');
  list.push(
    ...(blanks ? [blanks] : []),
    ...(naCells ? [naCells] : []),
    { value: 'org', icon: 'cloud', label: l10n.t('Org: {0}', org.label), description: org.instanceUrl },
    routeChoice<Step>(draft, 'route'),
    ...(save ? [save] : []),
    fileChoice(draft),
    ...(hasParts ? [parallelChoice(draft)] : []),
  );
  return list;
}

/** The names come last: when there are many, VS Code cuts them off at the edge. */
function mappingChoice(draft: Draft): Choice<Step> {
  const { columns, mappingFile } = draft;
  if (mappingFile) {
    const label = l10n.t('Fields: from {0}', mappingFile.name);
    return { value: 'mapping', icon: 'file-code', label, description: acceptMeaning(draft) };
  }
  const left = columns.filter(({ field }) => field === undefined);
  return {
    value: 'mapping',
    icon: left.length > 0 ? 'warning' : 'list-selection',
    label: l10n.t('Fields: {0}', acceptMeaning(draft)),
    description: left.map((choice) => l10n.t('{0}: {1}', choice.column, reasonInWords(choice))).join(' · '),
  };
}

const fileChoice = ({ inspection: { dialect } }: Draft): Choice<Step> => ({
  value: 'file',
  icon: 'file',
  label: l10n.t('File: {0}, {1}', delimiterInWords(dialect.delimiter), encodingName(dialect.encoding)),
  description: l10n.t('change the delimiter or the encoding'),
});

const parallelChoice = ({ parallelParts }: Draft): Choice<Step> => ({
  value: 'parallel',
  icon: parallelParts === 1 ? 'list-ordered' : 'list-unordered',
  label:
    parallelParts === 1
      ? l10n.t('Parallel jobs: one at a time, in the order of the file')
      : l10n.t('Parallel jobs: up to {0}', parallelParts),
});
