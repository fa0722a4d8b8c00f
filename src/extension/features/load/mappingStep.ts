// The question which column goes to which field: one list, in which the columns to check come first.
import { l10n } from 'vscode';
import { back, pickOne, type Choice, type Choices, type StepAnswer, type StepTitle } from '../../host/pick';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import { acceptAll, choose, leaveOut, openColumns, type ColumnChoice } from './columns';
import { stepsInWords } from '../../words/steps';
import { acceptMeaning, columnLabel, stateInWords, valuesInWords } from './columnWords';
import { needsTimeZone, openOf, withColumns, type Draft } from './draft';
import { askField, askStep, isLeftOut, type FieldQuestion } from './fieldPick';
import type { SavedMapping } from './savedMappings';
import { askTimeZone } from './timeZone';
import { askUsedMapping } from './usedMapping';

export type Fields = FieldQuestion['fields'];

/** The object's fields, and those of its parents. */
export type FieldsOf = (object: string) => Promise<Fields>;

export interface MappingSources {
  readonly fieldsOf: FieldsOf;
  /** Mapping files that fit the header of the file. */
  readonly saved: readonly SavedMapping[];
  /** Without a file, the person chooses one. Resolves to undefined when none was chosen. */
  readonly read: (file: SavedMapping | undefined, fields: Fields) => Promise<Draft | undefined>;
  readonly save: (draft: Draft) => Promise<unknown>;
}

type Line = 'accept' | 'file' | 'save' | { readonly saved: SavedMapping } | ColumnChoice;

export const toCheck = (count: number): string =>
  l10n.t(plural(count, { one: '{0} column to check', other: '{0} columns to check' }), formatCount(count));

/** Asks until the person accepts the list or uses a file. Back drops what was changed. A file that is used is kept. */
export async function askMapping(draft: Draft, step: StepTitle, sources: MappingSources): Promise<StepAnswer<Draft>> {
  const object = draft.guess?.object;
  if (object === undefined) return back;
  const { fieldsOf, saved } = sources;
  const fields = await fieldsOf(object);
  const externalIds = fields.filter(({ externalId }) => externalId).map(({ name }) => name);
  const { mappingFile, ...own } = draft;
  if (mappingFile) {
    const answer = await askUsedMapping(draft, mappingFile, step);
    if (answer === back) return back;
    if (answer === 'keep') return draft;
    if (answer === 'other') return (await sources.read(undefined, fields)) ?? draft;
  }
  for (let changed: Draft = own; ;) {
    const line = await pickOne<Line>(step, {
      placeholder: placeholderOf(changed),
      choices: mappingChoices(changed, saved),
    });
    if (line === back) return back;
    if (line === 'save') {
      await sources.save(changed);
      continue;
    }
    if (line === 'file' || (line !== 'accept' && 'saved' in line)) {
      const used = await sources.read(line === 'file' ? undefined : line.saved, fields);
      if (used) return used;
      continue;
    }
    const { preview } = draft.inspection;
    const question = { choices: changed.columns, fields, preview, fieldsOf };
    const next =
      line === 'accept'
        ? await finish(changed, fields, step)
        : await askColumn(changed, { ...question, choice: line }, step);
    if (next === back) continue;
    changed = withColumns(next, next.columns, externalIds);
    if (line === 'accept') return changed;
  }
}

function placeholderOf(draft: Draft): string {
  const open = openOf(draft).length;
  return open > 0
    ? l10n.t('{0}. Press Enter to accept what is shown, or choose a column', toCheck(open))
    : l10n.t('Press Enter to accept the fields, or choose a column');
}

async function askColumn(draft: Draft, question: FieldQuestion, step: StepTitle): Promise<StepAnswer<Draft>> {
  const { column } = question.choice;
  const answer = await askField(question, step);
  if (answer === back) return back;
  const columns = isLeftOut(answer) ? leaveOut(draft.columns, column) : choose(draft.columns, column, answer);
  return { ...draft, columns };
}

/** Where samples fit several formats, or times name no time zone, nothing is guessed. */
async function finish(draft: Draft, fields: Fields, step: StepTitle): Promise<StepAnswer<Draft>> {
  let changed = draft;
  for (const choice of draft.columns) {
    const { column, field, lookup, asks } = choice;
    if (!asks || field === undefined) continue;
    const label = fields.find(({ name }) => name === field)?.label ?? field;
    const at = draft.columns.indexOf(choice);
    const sample = draft.inspection.preview.map((row) => row[at] ?? '').find((value) => value !== '') ?? '';
    const steps = await askStep({ steps: asks, sample, label }, step);
    if (steps === back) return back;
    changed = { ...changed, columns: choose(changed.columns, column, { field, steps, ...(lookup && { lookup }) }) };
  }
  if (needsTimeZone(changed)) {
    const timeZone = await askTimeZone(step);
    if (timeZone === back) return back;
    changed = { ...changed, timeZone };
  }
  return { ...changed, columns: acceptAll(changed.columns) };
}

/** Mapping files that fit, columns to check, those that have a field, those that are left out. */
function mappingChoices(draft: Draft, saved: readonly SavedMapping[]): Choices<Line> {
  const { columns, inspection } = draft;
  const open = openColumns(columns);
  const sent = columns.filter((choice) => choice.isAccepted && choice.field !== undefined);
  const left = columns.filter((choice) => choice.isAccepted && choice.field === undefined);
  const toChoice = (choice: ColumnChoice): Choice<ColumnChoice> => ({
    value: choice,
    icon: iconOf(choice),
    label: columnLabel(choice),
    description: [stateInWords(choice), ...readingOf(choice)].join(' · '),
    detail: valuesInWords(inspection.preview, columns.indexOf(choice)),
  });
  const group = (heading: string, choices: readonly ColumnChoice[]): Choices<Line> =>
    choices.length > 0 ? [{ heading }, ...choices.map(toChoice)] : [];
  return [
    {
      value: 'accept',
      icon: 'check',
      label: l10n.t('Accept These Fields'),
      description: acceptMeaning(draft),
    },
    ...saved.map((file) => ({
      value: { saved: file },
      icon: 'file-code',
      label: l10n.t('Use {0}', file.name),
      description: l10n.t('fits the columns of the file'),
    })),
    ...group(toCheck(open.length), open),
    ...group(l10n.t('Sent'), sent),
    ...group(l10n.t('Left out'), left),
    { heading: l10n.t('Mapping file') },
    {
      value: 'file',
      icon: 'folder-opened',
      label: l10n.t('Use a Mapping File…'),
      description: l10n.t('also of Data Loader (.sdl)'),
    },
    { value: 'save', icon: 'save', label: l10n.t('Save as a Mapping File…') },
  ];
}

function iconOf({ isAccepted, field }: ColumnChoice): string {
  if (field === undefined) return isAccepted ? 'circle-slash' : 'warning';
  return isAccepted ? 'pass' : 'question';
}

function readingOf({ steps, asks }: ColumnChoice): readonly string[] {
  if (asks) return [l10n.t('how the values are written is asked')];
  return steps.length > 0 ? [stepsInWords(steps)] : [];
}
