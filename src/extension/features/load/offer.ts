// The first question of a load: the guess as one line to accept, followed by everything that can be changed.
import { l10n } from 'vscode';
import { isDeletion } from '../../../core/core';
import type { Choice, Heading } from '../../host/pick';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import { blanksChoice } from './blanks';
import { columnsSent, gapOf, type Draft } from './draft';
import { routeChoice, routeOf } from './route';
import {
  delimiterInWords,
  encodingName,
  fileFacts,
  gapInWords,
  guessReason,
  loadOperation,
  offerLabel,
  operationMeaning,
} from './words';

export type Step =
  'start' | 'object' | 'operation' | 'externalId' | 'org' | 'columns' | 'blanks' | 'route' | 'file' | 'parallel';

export function offerChoices(draft: Draft): readonly (Choice<Step> | Heading)[] {
  return [firstChoice(draft), { heading: l10n.t('Change') }, ...changes(draft)];
}

function firstChoice(draft: Draft): Choice<Step> {
  const gap = gapOf(draft);
  const detail = [fileFacts(draft.inspection), ...leftOut(draft), ...cleared(draft)].join(' · ');
  if (gap === undefined && draft.guess) {
    return {
      value: 'start',
      label: `$(cloud-upload) ${offerLabel(draft, draft.guess.object, routeOf(draft).api)}`,
      detail,
    };
  }
  const fix: Step = gap?.lacks === 'column' || gap?.lacks === 'externalId' ? 'operation' : 'object';
  return { value: fix, label: `$(error) ${gapInWords(gap, draft)}`, detail };
}

/** Shown beside the first choice, so that Enter leaves out no column unseen. */
function leftOut(draft: Draft): readonly string[] {
  const sent = columnsSent(draft);
  const left = draft.inspection.columns.filter((column) => !sent.includes(column));
  if (left.length === 0) return [];
  const count = formatCount(left.length);
  if (sent.length === 1) {
    return [
      l10n.t(
        plural(left.length, {
          one: 'sends only {0}, leaves out {1} column',
          other: 'sends only {0}, leaves out {1} columns',
        }),
        sent.join(),
        count,
      ),
    ];
  }
  return [left.length > 3 ? l10n.t('leaves out {0} columns', count) : l10n.t('leaves out {0}', left.join(', '))];
}

const cleared = ({ blanks, operation }: Draft): readonly string[] =>
  blanks === 'clear' && !isDeletion(operation) ? [l10n.t('blank cells clear the field')] : [];

function changes(draft: Draft): readonly Choice<Step>[] {
  const { guess, org, operation } = draft;
  const { api, calls = 1 } = routeOf(draft);
  const hasParts = api === 'bulk' || (api === 'collections' && calls > 1);
  const list: Choice<Step>[] = [
    {
      value: 'object',
      label: `$(database) ${l10n.t('Object: {0}', guess?.object ?? '—')}`,
      ...(guess && { description: guessReason(guess) }),
    },
    {
      value: 'operation',
      label: `$(arrow-swap) ${l10n.t('Operation: {0}', loadOperation(operation, api))}`,
      description: operationMeaning(operation),
    },
  ];
  if (operation === 'upsert') {
    list.push({ value: 'externalId', label: `$(key) ${l10n.t('Key: {0}', draft.externalIdField ?? '—')}` });
  }
  if (guess && guess.unknownColumns.length > 0 && !isDeletion(operation))
    list.push(unknownColumns(draft, guess.unknownColumns));
  const blanks = blanksChoice<Step>(draft, 'blanks');
  list.push(
    ...(blanks ? [blanks] : []),
    { value: 'org', label: `$(cloud) ${l10n.t('Org: {0}', org.label)}`, description: org.instanceUrl },
    routeChoice<Step>(draft, 'route'),
    fileChoice(draft),
    ...(hasParts ? [parallelChoice(draft)] : []),
  );
  return list;
}

/** The names come last: when there are many, VS Code cuts them off at the edge. */
function unknownColumns({ leaveOutUnknown, guess }: Draft, names: readonly string[]): Choice<Step> {
  const count = formatCount(names.length);
  const object = guess?.object ?? '';
  const label = leaveOutUnknown
    ? l10n.t(
        plural(names.length, {
          one: 'Leaving out {0} column that {1} does not have',
          other: 'Leaving out {0} columns that {1} does not have',
        }),
        count,
        object,
      )
    : l10n.t(
        plural(names.length, {
          one: 'Also sending {0} column that {1} does not have',
          other: 'Also sending {0} columns that {1} does not have',
        }),
        count,
        object,
      );
  return { value: 'columns', label: `$(warning) ${label}`, description: names.join(', ') };
}

const fileChoice = ({ inspection: { dialect } }: Draft): Choice<Step> => ({
  value: 'file',
  label: `$(file) ${l10n.t('File: {0}, {1}', delimiterInWords(dialect.delimiter), encodingName(dialect.encoding))}`,
  description: l10n.t('change the delimiter or the encoding'),
});

const parallelChoice = ({ parallelParts }: Draft): Choice<Step> => ({
  value: 'parallel',
  label:
    parallelParts === 1
      ? `$(list-ordered) ${l10n.t('Parts: one at a time, in the order of the file')}`
      : `$(list-unordered) ${l10n.t('Parts: up to {0} in parallel', parallelParts)}`,
});
