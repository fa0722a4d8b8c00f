// The questions of a load: each changes one answer of the draft, or goes back.
import { commands, l10n, ViewColumn } from 'vscode';
import type { CsvDialect, IngestOperation, ObjectSummary, Org, Task } from '../../../core/core';
import { back, pickOne, type StepAnswer, type Choice, type StepTitle } from '../../host/pick';
import { withTask } from '../../host/task';
import { encodingInWords, encodingName } from '../../words/encoding';
import { blanksChoices, type Blanks } from './blanks';
import type { LoadCore, LoadDeps } from './deps';
import { withOperation, type Draft, type RouteOptions } from './draft';
import { guessDraft } from './guessDraft';
import type { FindingStep } from './findingWords';
import { askMappingFile, useMappingFile } from './mappingFile';
import { askMapping, type FieldsOf } from './mappingStep';
import type { Step } from './offer';
import type { RememberedColumns } from './rememberedColumns';
import { saveMapping, savedMappings } from './savedMappings';
import { askTimeZone } from './timeZone';
import { routeChoices, routeOf } from './route';
import { askSave } from './saveOptions';
import { delimiterInWords, loadOperation, operationMeaning } from './words';

export interface LoadContext {
  readonly deps: LoadDeps;
  readonly core: LoadCore;
  readonly remembered: RememberedColumns;
}

export type DraftQuestion = (draft: Draft, step: StepTitle, context: LoadContext) => Promise<StepAnswer<Draft>>;

export const questions: Readonly<Record<Exclude<Step, 'start' | 'openFile' | FindingStep>, DraftQuestion>> = {
  object: askObject,
  operation: askOperation,
  externalId: askExternalId,
  org: askOrg,
  mapping: askFields,
  timeZone: async (draft, step) => {
    const timeZone = await askTimeZone(step, draft.timeZone);
    return timeZone === back ? back : { ...draft, timeZone };
  },
  blanks: askBlanks,
  naCells: (draft) => Promise.resolve({ ...draft, naCells: draft.naCells === 'text' ? 'clear' : 'text' }),
  route: askRoute,
  save: askSave,
  file: askDialect,
  parallel: askParallel,
};

async function askObject(draft: Draft, step: StepTitle, { core, remembered }: LoadContext): Promise<StepAnswer<Draft>> {
  const { org } = draft;
  const toChoice = ({ name, label }: ObjectSummary): Choice<string> => ({
    value: name,
    label,
    ...(name !== label && { description: name }),
  });
  const object = await pickOne<string>(step, {
    placeholder: l10n.t('Which object do the rows belong to?'),
    choices: async (signal) => (await objectsOf(core, org, signal)).map(toChoice),
    ...(draft.guess && { offered: draft.guess.object }),
  });
  if (object === back) return back;
  return waitFor(org, (task) =>
    guessDraft(draft, remembered, (source) => core.guessFor(org.orgId, object, source, task)),
  );
}

const operations: readonly IngestOperation[] = ['upsert', 'insert', 'update', 'delete', 'hardDelete', 'undelete'];

/** The objects that a load can write to, standard objects first. */
async function objectsOf(core: LoadCore, org: Org, signal: AbortSignal): Promise<readonly ObjectSummary[]> {
  const { describes } = (await core.org(org.orgId)).rest;
  const objects = await describes.objects({ signal, progress: () => undefined });
  const writable = objects.filter(({ createable, updateable, deletable }) => createable || updateable || deletable);
  return [...writable].sort((a, b) => Number(a.custom) - Number(b.custom) || a.label.localeCompare(b.label));
}

/** The fields of the object, of its parents when a person asks for them. */
async function askFields(
  draft: Draft,
  step: StepTitle,
  { core, deps, remembered }: LoadContext,
): Promise<StepAnswer<Draft>> {
  const { describes } = (await core.org(draft.org.orgId)).rest;
  const fieldsOf: FieldsOf = async (object) =>
    waitFor(draft.org, async (task) => (await describes.object(object, task)).fields);
  return askMapping(draft, step, {
    fieldsOf,
    saved: await savedMappings(draft, core),
    read: (file, fields) => {
      const reader = { core, remembered, reports: deps.reports, fields };
      return file ? useMappingFile(draft, file.path, reader) : askMappingFile(draft, reader);
    },
    save: async (changed) => {
      const saved = await saveMapping(changed);
      if (saved) void commands.executeCommand('vscode.open', saved.path, { viewColumn: ViewColumn.Beside });
    },
  });
}

async function askOperation(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const operation = await pickOne<IngestOperation>(step, {
    placeholder: l10n.t('What should happen to the rows?'),
    choices: operations.map((value) => ({
      value,
      label: loadOperation(value, routeOf(withOperation(draft, value)).api),
      detail: operationMeaning(value),
    })),
    offered: draft.operation,
  });
  return operation === back ? back : withOperation(draft, operation);
}

async function askExternalId(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const keys = draft.guess?.keys ?? [];
  const key = await pickOne<string>(step, {
    placeholder:
      keys.length > 0
        ? l10n.t('Which column identifies existing records?')
        : l10n.t('No column of the file is an external ID field of this object'),
    choices: keys.map((value) => ({ value, label: value })),
    ...(draft.externalIdField !== undefined && { offered: draft.externalIdField }),
  });
  return key === back ? back : { ...draft, externalIdField: key };
}

/** Another org may have other objects and fields, so the draft is guessed again. */
async function askOrg(
  draft: Draft,
  step: StepTitle,
  { deps, core, remembered }: LoadContext,
): Promise<StepAnswer<Draft>> {
  const picked = await deps.pickOrg(step, draft.org);
  if (picked === back) return back;
  const org = await deps.ensureRunning(picked);
  return waitFor(org, (task) =>
    guessDraft({ ...draft, org }, remembered, (source) => core.guess(org.orgId, source, task)),
  );
}

async function askDialect(
  draft: Draft,
  step: StepTitle,
  { core, remembered }: LoadContext,
): Promise<StepAnswer<Draft>> {
  const { dialect: seen, file } = draft.inspection;
  const choice = (change: Partial<CsvDialect>, label: string): Choice<Partial<CsvDialect>> => ({
    value: change,
    label,
  });
  const delimiters: readonly CsvDialect['delimiter'][] = [',', ';', '\t', '|', '^', '`'];
  const { encodings } = await import('../../../core/core');
  const change = await pickOne<Partial<CsvDialect>>(step, {
    placeholder: l10n.t(
      'How should the file be read? Now: {0}, {1}',
      delimiterInWords(seen.delimiter),
      encodingName(seen.encoding),
    ),
    choices: [
      { heading: l10n.t('Delimiter') },
      ...delimiters.map((delimiter) => ({
        ...choice({ delimiter }, capital(delimiterInWords(delimiter))),
        ...(delimiter !== '\t' && { description: delimiter }),
      })),
      { heading: l10n.t('Encoding') },
      ...encodings.map((encoding) => choice({ encoding }, encodingInWords(encoding))),
    ],
  });
  if (change === back) return back;
  const dialect = { ...draft.dialect, ...change };
  return await waitFor(draft.org, async (task) => {
    const { names } = draft;
    const inspection = await core.inspect({ file, dialect, ...(names && { names }) }, task.signal);
    const changed = { ...draft, dialect, inspection };
    return guessDraft(changed, remembered, (source) => core.guess(draft.org.orgId, source, task));
  });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

async function askBlanks(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const blanks = await pickOne<Blanks>(step, {
    placeholder: l10n.t('What should blank cells do?'),
    choices: blanksChoices(),
    offered: draft.blanks,
  });
  return blanks === back ? back : { ...draft, blanks };
}

async function askRoute(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const api = await pickOne<RouteOptions['api']>(step, {
    placeholder: l10n.t('Which API should load the rows?'),
    choices: routeChoices(draft),
    offered: draft.route.api,
  });
  return api === back ? back : { ...draft, route: { ...draft.route, api } };
}

async function askParallel(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const parallelParts = await pickOne<number>(step, {
    placeholder: l10n.t('A large file is split into parts. How many should be sent in parallel?'),
    choices: [1, 2, 3, 5, 10].map((value) => ({
      value,
      label: String(value),
      ...(value === 1 && { description: l10n.t('keeps the order of the file') }),
    })),
    offered: draft.parallelParts,
  });
  return parallelParts === back ? back : { ...draft, parallelParts };
}

const waitFor = <T>(org: Org, work: (task: Task) => Promise<T>): Promise<T> =>
  withTask({ title: l10n.t('Waiting for {0}…', org.label), where: 'notification' }, work);
