// The questions behind the offer: each takes a draft and gives back the draft with one answer changed, or goes back.
import { l10n } from 'vscode';
import type { CsvDialect, IngestOperation, ObjectSummary, Org, Task } from '../../../core/core';
import { back, pickOne, type StepAnswer, type Choice, type StepTitle } from '../../host/pick';
import { withTask } from '../../host/task';
import { blanksChoices, type Blanks } from './blanks';
import type { LoadCore, LoadDeps } from './deps';
import { guessSource, withGuess, withOperation, type Draft, type RouteWish } from './draft';
import type { Step } from './offer';
import { routeChoices, routeOf } from './route';
import { delimiterInWords, encodingName, loadOperation, operationMeaning } from './words';

export interface Asking {
  readonly deps: LoadDeps;
  readonly core: LoadCore;
}

export type Question = (draft: Draft, step: StepTitle, asking: Asking) => Promise<StepAnswer<Draft>>;

export const questions: Readonly<Record<Exclude<Step, 'start'>, Question>> = {
  object: askObject,
  operation: askOperation,
  externalId: askExternalId,
  org: askOrg,
  columns: (draft) => Promise.resolve({ ...draft, leaveOutUnknown: !draft.leaveOutUnknown }),
  blanks: askBlanks,
  route: askRoute,
  file: askDialect,
  parallel: askParallel,
};

async function askObject(draft: Draft, step: StepTitle, { core }: Asking): Promise<StepAnswer<Draft>> {
  const { org, inspection } = draft;
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
  const guess = await asking(org, (task) => core.guessFor(org.orgId, object, guessSource(inspection), task));
  return withGuess(draft, guess);
}

const operations: readonly IngestOperation[] = ['upsert', 'insert', 'update', 'delete', 'hardDelete'];

/** Only what a load can write to, and the ones people know by name first. */
async function objectsOf(core: LoadCore, org: Org, signal: AbortSignal): Promise<readonly ObjectSummary[]> {
  const { describes } = (await core.org(org.orgId)).rest;
  const objects = await describes.objects({ signal, progress: () => undefined });
  const writable = objects.filter(({ createable, updateable, deletable }) => createable || updateable || deletable);
  return [...writable].sort((a, b) => Number(a.custom) - Number(b.custom) || a.label.localeCompare(b.label));
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
        ? l10n.t('Which column finds the records that exist already?')
        : l10n.t('No column of the file is an external id of this object'),
    choices: keys.map((value) => ({ value, label: value })),
    ...(draft.externalIdField !== undefined && { offered: draft.externalIdField }),
  });
  return key === back ? back : { ...draft, externalIdField: key };
}

/** Another org may know other objects and fields, so everything is guessed anew. */
async function askOrg(draft: Draft, step: StepTitle, { deps, core }: Asking): Promise<StepAnswer<Draft>> {
  const picked = await deps.pickOrg(step, draft.org);
  if (picked === back) return back;
  const org = await deps.wake(picked);
  return withGuess(
    { ...draft, org },
    await asking(org, (task) => core.guess(org.orgId, guessSource(draft.inspection), task)),
  );
}

async function askDialect(draft: Draft, step: StepTitle, { core }: Asking): Promise<StepAnswer<Draft>> {
  const { dialect: seen, file } = draft.inspection;
  const choice = (change: Partial<CsvDialect>, label: string): Choice<Partial<CsvDialect>> => ({
    value: change,
    label,
  });
  const delimiters: readonly CsvDialect['delimiter'][] = [',', ';', '\t', '|', '^', '`'];
  const encodings: readonly CsvDialect['encoding'][] = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'];
  const change = await pickOne<Partial<CsvDialect>>(step, {
    placeholder: l10n.t(
      'How is the file written? Now: {0}, {1}',
      delimiterInWords(seen.delimiter),
      encodingName(seen.encoding),
    ),
    choices: [
      { heading: l10n.t('Values are separated by') },
      ...delimiters.map((delimiter) => ({
        ...choice({ delimiter }, capital(delimiterInWords(delimiter))),
        ...(delimiter !== '\t' && { description: delimiter }),
      })),
      { heading: l10n.t('Encoding') },
      ...encodings.map((encoding) => choice({ encoding }, encodingName(encoding))),
    ],
  });
  if (change === back) return back;
  const dialect = { ...draft.dialect, ...change };
  return await asking(draft.org, async (task) => {
    const inspection = await core.inspect(file, dialect, task.signal);
    const guess = await core.guess(draft.org.orgId, guessSource(inspection), task);
    return withGuess({ ...draft, dialect, inspection }, guess);
  });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

async function askBlanks(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const blanks = await pickOne<Blanks>(step, {
    placeholder: l10n.t('What should a blank cell do to its field?'),
    choices: blanksChoices(),
    offered: draft.blanks,
  });
  return blanks === back ? back : { ...draft, blanks };
}

async function askRoute(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const api = await pickOne<RouteWish['api']>(step, {
    placeholder: l10n.t('Which way should the rows go?'),
    choices: routeChoices(draft),
    offered: draft.route.api,
  });
  return api === back ? back : { ...draft, route: { ...draft.route, api } };
}

async function askParallel(draft: Draft, step: StepTitle): Promise<StepAnswer<Draft>> {
  const parallelParts = await pickOne<number>(step, {
    placeholder: l10n.t('A file over the limit is cut into parts. How many may be on their way at once?'),
    choices: [1, 2, 3, 5, 10].map((value) => ({
      value,
      label: String(value),
      ...(value === 1 && { description: l10n.t('keeps the order of the file') }),
    })),
    offered: draft.parallelParts,
  });
  return parallelParts === back ? back : { ...draft, parallelParts };
}

const asking = <T>(org: Org, work: (task: Task) => Promise<T>): Promise<T> =>
  withTask({ title: l10n.t('Asking {0}…', org.label), where: 'notification' }, work);
